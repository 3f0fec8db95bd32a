-- Loses which versions pipelines pin.

set local lock_timeout = '1500ms';
set local role nachet_owner;

comment on column nachet_data.inference_model.presumed is
'Whether the document named no model, and this is the pipeline''s, in its active version.';
alter table nachet_data.pipeline_model drop column model_version_id;
alter table nachet_data.model_version drop constraint model_version_model_id_id_key;

reset role;
