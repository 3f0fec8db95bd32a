-- Loses every model, version, secret, pipeline and choice of a pipeline.
set local lock_timeout = '1500ms';
set local role nachet_owner;
drop table nachet_data.ml_structure;
drop table nachet_data.pipeline_default;
drop table nachet_data.pipeline_model;
drop table nachet_data.pipeline;
drop table nachet_data.model_secret;
drop table nachet_data.model_version;
drop table nachet_data.model;
drop table nachet_data.task;
reset role;
