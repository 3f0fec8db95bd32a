-- Specimens: an index serves only those who ask for its column.
-- In a table of one row all indexes that begin with container_id cost the same, and a plan of then
-- is kept: a foreign key would be checked by any of them, so that later each check would read a
-- whole container. A condition that always holds, but that only a query about the column implies,
-- leaves to a look-up by id the primary key alone.
-- Whoever writes specimens waits, a second or two for each million.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.specimen_container_id_picture_id_id_idx;
create index specimen_container_id_picture_id_id_idx
on nachet_data.specimen (container_id, picture_id, id)
where picture_id is not null;

reset role;
