-- Loses which folder belongs to which sample.
-- squawk-ignore-file ban-drop-column

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.picture_set drop column sample_id;

reset role;
