-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.blob_task_parked_idx;
drop index nachet_data.blob_task_failed_idx;
drop index nachet_data.blob_task_create_container_idx;

reset role;
