-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.picture_container_id_picture_set_id_id_idx;
drop index nachet_data.picture_container_id_verified_id_idx;
drop index nachet_data.picture_container_id_upload_date_idx;
drop index nachet_data.picture_container_id_byte_size_idx;
drop index nachet_data.picture_container_id_width_idx;
drop index nachet_data.picture_container_id_height_idx;
drop index nachet_data.picture_container_id_media_type_id_idx;
drop index nachet_data.picture_blob_key;
create index picture_container_id_picture_set_id_id_idx
on nachet_data.picture (container_id, picture_set_id, id);
create index picture_container_id_verified_id_idx
on nachet_data.picture (container_id, verified, id);
create index picture_container_id_upload_date_idx
on nachet_data.picture (container_id, upload_date);
create index picture_container_id_byte_size_idx
on nachet_data.picture (container_id, byte_size);
create index picture_container_id_width_idx
on nachet_data.picture (container_id, width);
create index picture_container_id_height_idx
on nachet_data.picture (container_id, height);
create index picture_container_id_media_type_id_idx
on nachet_data.picture (container_id, media_type, id);
create unique index picture_blob_key
on nachet_data.picture (container_id, blob_container_id, blob_name);

reset role;
