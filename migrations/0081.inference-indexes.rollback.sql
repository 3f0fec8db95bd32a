-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.inference_container_id_picture_id_idx;
drop index nachet_data.inference_container_id_pipeline_id_picture_id_idx;
drop index nachet_data.inference_container_id_top_score_picture_id_idx;
create index inference_container_id_picture_id_idx
on nachet_data.inference (container_id, picture_id, id);
create index inference_container_id_pipeline_id_picture_id_idx
on nachet_data.inference (container_id, pipeline_id, picture_id);
create index inference_container_id_top_score_picture_id_idx
on nachet_data.inference (container_id, top_score, picture_id);

reset role;
