-- Reviews: what people said of boxes becomes specimens and identifications, while they work on.
-- transactional: false

set role nachet_owner;
create unique index concurrently if not exists object_container_id_specimen_id_inference_id_key
on nachet_data.object (container_id, specimen_id, inference_id) where specimen_id is not null;
create index concurrently if not exists object_unidentified_idx
on nachet_data.object (container_id, top_score, id) where specimen_id is null;
call nachet_data.convert_all_reviews();
reset role;
