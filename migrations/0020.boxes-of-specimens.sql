-- Boxes: each specimen is shown once in an inference; boxes without one are to be reviewed.
-- Whoever writes boxes waits, some seconds for millions of them.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local role nachet_owner;

create unique index object_container_id_specimen_id_inference_id_key
on nachet_data.object (container_id, specimen_id, inference_id) where specimen_id is not null;
create index object_unidentified_idx
on nachet_data.object (container_id, top_score, id) where specimen_id is null;

reset role;
