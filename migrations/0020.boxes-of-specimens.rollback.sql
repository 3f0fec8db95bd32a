-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.object_unidentified_idx;
drop index nachet_data.object_container_id_specimen_id_inference_id_key;

reset role;
