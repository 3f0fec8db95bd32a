-- Loses nothing: the documents of the folders say where they came from again.
-- squawk-ignore-file require-concurrent-index-deletion
-- squawk-ignore-file ban-drop-column
-- squawk-ignore-file ban-drop-function

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.picture_set_former_idx;
alter table nachet_data.picture_set
drop column former_container_id,
drop column former_picture_set_id;
drop function nachet_data.in_force;
drop function nachet_data.is_empty;
drop function nachet_data.is_metadata;

reset role;
