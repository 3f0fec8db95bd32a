-- Blob tasks that are parked, that failed or that make a container, found among millions that wait.
-- Nearly none is one of these, so writing a task costs no more.
-- Whoever writes blob tasks waits, about a second for each million.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local role nachet_owner;

create index blob_task_parked_idx
on nachet_data.blob_task (container_id, id) where parked;
create index blob_task_failed_idx
on nachet_data.blob_task (container_id, id) where last_error is not null;
create index blob_task_create_container_idx
on nachet_data.blob_task (container_id) where kind = 'create_container';

reset role;
