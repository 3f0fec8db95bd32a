create or replace view nachet.pipeline_model
with (security_barrier) as
select
    pm.id,
    pm.pipeline_id,
    pm.model_id,
    pm.position,
    pm.model_version_id
from nachet_data.pipeline_model as pm;

comment on view nachet.pipeline_model is 'ERD: a model of a pipeline.';
comment on column nachet.pipeline_model.id is 'The row.';
comment on column nachet.pipeline_model.pipeline_id is 'The pipeline.';
comment on column nachet.pipeline_model.model_id is 'The model.';
comment on column nachet.pipeline_model.position is 'Place in the pipeline, from 1.';
comment on column nachet.pipeline_model.model_version_id is
'The version that runs; null: the active one.';
grant select on nachet.pipeline_model to nachet_analyst;
