create or replace view nachet.seed as
select
    s.id,
    s.name,
    s.information,
    s.object_type_id,
    s.upload_date,
    s.confirmed
from nachet_data.seed as s
where s.merged_into is null;

comment on view nachet.seed is 'ERD: a species; without those merged into another.';
comment on column nachet.seed.id is 'The species.';
comment on column nachet.seed.name is 'Its scientific name.';
comment on column nachet.seed.information is 'Further facts, as a document.';
comment on column nachet.seed.object_type_id is 'The kind of thing that it is.';
comment on column nachet.seed.upload_date is 'When it was registered.';
comment on column nachet.seed.confirmed is 'Whether an administrator confirmed it.';
grant select on nachet.seed to nachet_backend, nachet_analyst;
