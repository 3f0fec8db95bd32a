-- Folders in the trash, container by container: what is deleted permanently reads no other's trash.
-- The table of folders is small; whoever writes it waits, about a second for each million.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.picture_set_deleted_at_idx;
create index picture_set_container_id_deleted_at_id_idx
on nachet_data.picture_set (container_id, deleted_at, id) where deleted_at is not null;

reset role;
