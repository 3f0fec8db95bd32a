-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.specimen_container_id_picture_id_id_idx;
create index specimen_container_id_picture_id_id_idx
on nachet_data.specimen (container_id, picture_id, id);

reset role;
