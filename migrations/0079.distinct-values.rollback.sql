-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;
-- Citus refuses to carry this to its nodes; elsewhere the setting means nothing.
select set_config('citus.enable_ddl_propagation', 'off', true);

alter table nachet_data.picture
alter column container_id reset (n_distinct),
alter column picture_set_id reset (n_distinct),
alter column parent reset (n_distinct);
alter table nachet_data.picture_seed
alter column container_id reset (n_distinct),
alter column picture_id reset (n_distinct);
alter table nachet_data.inference
alter column container_id reset (n_distinct),
alter column picture_id reset (n_distinct);
alter table nachet_data.inference_model
alter column container_id reset (n_distinct),
alter column inference_id reset (n_distinct);
alter table nachet_data.object
alter column container_id reset (n_distinct),
alter column inference_id reset (n_distinct),
alter column specimen_id reset (n_distinct);
alter table nachet_data.specimen
alter column container_id reset (n_distinct),
alter column picture_id reset (n_distinct);
alter table nachet_data.identification
alter column container_id reset (n_distinct),
alter column specimen_id reset (n_distinct);
alter table nachet_data.inference_tally
alter column container_id reset (n_distinct);
alter table nachet_data.opinion_tally
alter column container_id reset (n_distinct),
alter column picture_id reset (n_distinct);
alter table nachet_data.activity_tally
alter column container_id reset (n_distinct),
alter column picture_id reset (n_distinct);
alter table nachet_data.batch_file
alter column container_id reset (n_distinct),
alter column batch_id reset (n_distinct);
alter table nachet_data.blob_task
alter column container_id reset (n_distinct),
alter column picture_id reset (n_distinct);

reset role;
