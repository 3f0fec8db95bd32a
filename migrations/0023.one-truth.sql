-- Boxes: what people said of them is told by specimens alone.
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
alter table nachet_data.object
drop column valid,
drop column verified_seed_id,
drop column verified_id,
drop column verified_box;
drop table nachet_data.verification;
drop table if exists nachet_data.conversion;
drop procedure if exists nachet_data.convert_all_reviews;
drop function if exists nachet_data.convert_reviews;
drop function if exists nachet_data.link_boxes;

reset role;
