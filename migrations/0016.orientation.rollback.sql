-- Loses how the bytes of pictures are turned.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.picture drop column orientation;

reset role;
