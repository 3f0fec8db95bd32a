create or replace view nachet.model
with (security_barrier) as
select
    m.id,
    m.name,
    m.endpoint_name,
    m.task_id,
    mv.id as active_version,
    m.active
from nachet_data.model as m
left join nachet_data.model_version as mv on m.id = mv.model_id and mv.active;

comment on view nachet.model is
'ERD: a machine-learning model.';
comment on column nachet.model.id is 'The model.';
comment on column nachet.model.name is 'Its name.';
comment on column nachet.model.endpoint_name is 'Name of its deployment, not its address.';
comment on column nachet.model.task_id is 'What the model does.';
comment on column nachet.model.active_version is 'The active version.';
comment on column nachet.model.active is 'Whether the model is active.';
grant select on nachet.model to nachet_analyst;
