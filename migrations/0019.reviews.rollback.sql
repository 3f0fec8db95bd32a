-- Loses which boxes show one specimen.
-- transactional: false

set lock_timeout = '1500ms';
set role nachet_owner;
drop index concurrently if exists nachet_data.object_unidentified_idx;
drop index concurrently if exists nachet_data.object_container_id_specimen_id_inference_id_key;
reset role;
