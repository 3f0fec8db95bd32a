-- Pipelines: which version of a model runs, where it is not the active one.
-- squawk-ignore-file require-concurrent-index-creation
-- squawk-ignore-file adding-foreign-key-constraint
-- squawk-ignore-file constraint-missing-not-valid
-- squawk-ignore-file disallowed-unique-constraint

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Only the first lock may be waited for: whoever waits for it meanwhile looks for a deadlock after
-- a second, and then the other waits are over.
lock table nachet_data.pipeline_model in access exclusive mode;
set local lock_timeout = '100ms';
alter table nachet_data.model_version
add constraint model_version_model_id_id_key unique (model_id, id);
alter table nachet_data.pipeline_model
add column model_version_id uuid,
add constraint pipeline_model_model_id_model_version_id_fkey
foreign key (model_id, model_version_id) references nachet_data.model_version (model_id, id);
comment on column nachet_data.pipeline_model.model_version_id is
'The version that runs; null: the active one.';
comment on column nachet_data.inference_model.presumed is
'Whether the document named no model, and this is the pipeline''s, in the version that it pins or '
'else in its active version.';

reset role;
