create or replace view nachet.pipeline
with (security_barrier) as
select
    p.id,
    p.name,
    p.active,
    p.is_default,
    p.data
from nachet_data.pipeline as p;

comment on view nachet.pipeline is 'ERD: a pipeline, an ordered list of models.';
comment on column nachet.pipeline.id is 'The pipeline.';
comment on column nachet.pipeline.name is 'Its name.';
comment on column nachet.pipeline.active is 'Whether the pipeline is active.';
comment on column nachet.pipeline.is_default is
'Whether it is the default for users without a choice of their own.';
comment on column nachet.pipeline.data is 'Its imported document.';
grant select on nachet.pipeline to nachet_analyst;
