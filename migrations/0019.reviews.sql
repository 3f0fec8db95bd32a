-- Reviews: what people said of boxes becomes specimens and identifications, while they work on.
-- transactional: false

set lock_timeout = '1500ms';
set role nachet_owner;
call nachet_data.convert_all_reviews();
drop index concurrently if exists nachet_data.object_container_id_specimen_id_inference_id_key;
create unique index concurrently object_container_id_specimen_id_inference_id_key
on nachet_data.object (container_id, specimen_id, inference_id) where specimen_id is not null;
drop index concurrently if exists nachet_data.object_unidentified_idx;
create index concurrently object_unidentified_idx
on nachet_data.object (container_id, top_score, id) where specimen_id is null;
reset role;
