-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.picture_set_container_id_deleted_at_id_idx;
create index picture_set_deleted_at_idx
on nachet_data.picture_set (deleted_at) where deleted_at is not null;

reset role;
