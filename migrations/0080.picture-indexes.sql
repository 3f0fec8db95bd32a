-- Pictures: an index serves only those who ask for its column.
-- In a table of one row all indexes that begin with container_id cost the same, and a plan of then
-- is kept: a foreign key would be checked by any of them, so that later each check would read a
-- whole container. A condition that always holds, but that only a query about the column implies,
-- leaves to a look-up by id the primary key alone.
-- Whoever writes pictures waits, a second or two for each million.
-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion

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
on nachet_data.picture (container_id, picture_set_id, id)
where picture_set_id is not null;
create index picture_container_id_verified_id_idx
on nachet_data.picture (container_id, verified, id)
where state = 'confirmed';
create index picture_container_id_upload_date_idx
on nachet_data.picture (container_id, upload_date)
where upload_date is not null;
create index picture_container_id_byte_size_idx
on nachet_data.picture (container_id, byte_size)
where byte_size is not null;
create index picture_container_id_width_idx
on nachet_data.picture (container_id, width)
where width is not null;
create index picture_container_id_height_idx
on nachet_data.picture (container_id, height)
where height is not null;
create index picture_container_id_media_type_id_idx
on nachet_data.picture (container_id, media_type, id)
where media_type is not null;
create unique index picture_blob_key
on nachet_data.picture (container_id, blob_container_id, blob_name)
where blob_name is not null;

reset role;
