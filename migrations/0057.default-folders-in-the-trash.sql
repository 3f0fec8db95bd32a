-- Folders: the default folder goes into the trash with its container.
-- squawk-ignore-file ban-drop-constraint

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.picture_set drop constraint picture_set_is_default_check;

reset role;
