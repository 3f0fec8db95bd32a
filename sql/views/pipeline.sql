create or replace view nachet.pipeline as
select
    p.id,
    p.name,
    p.active,
    p.is_default,
    p.data
from nachet_data.pipeline as p;

comment on view nachet.pipeline is
'ERD: an ordered chain of models.';
comment on column nachet.pipeline.id is 'The pipeline.';
comment on column nachet.pipeline.name is 'Its name.';
comment on column nachet.pipeline.active is 'Whether it may be used.';
comment on column nachet.pipeline.is_default is 'Whether it serves everyone who chose none.';
comment on column nachet.pipeline.data is 'What the import said of it.';
grant select on nachet.pipeline to nachet_backend, nachet_analyst;
