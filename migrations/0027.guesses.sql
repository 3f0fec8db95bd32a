-- Guesses: they are told by the boxes alone.
-- after: functions
-- squawk-ignore-file ban-drop-column
-- squawk-ignore-file ban-drop-table
-- squawk-ignore-file ban-drop-function

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Only the first lock may be waited for: whoever waits for it meanwhile looks for a deadlock after
-- a second, and then the other waits are over.
lock table nachet_data.object in access exclusive mode;
set local lock_timeout = '100ms';
alter table nachet_data.object drop column box_metadata;
drop table nachet_data.seed_object;
drop procedure if exists nachet_data.convert_all_boxes;
drop function if exists nachet_data.convert_new_boxes;
drop function if exists nachet_data.convert_boxes;

reset role;
