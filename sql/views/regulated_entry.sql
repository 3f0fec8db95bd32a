create or replace view nachet.regulated_entry
with (security_barrier) as
select
    e.period_id,
    e.class_number,
    e.name,
    e.rank,
    e.note
from nachet_data.regulated_entry as e;

comment on view nachet.regulated_entry is
'A species or genus of a class of a regulated list, by name; also one that the catalogue lacks.';
comment on column nachet.regulated_entry.period_id is 'The period.';
comment on column nachet.regulated_entry.class_number is 'The number of its class.';
comment on column nachet.regulated_entry.name is 'Its scientific name.';
comment on column nachet.regulated_entry.rank is 'species (or below), or genus: all species of it.';
comment on column nachet.regulated_entry.note is 'What a reader of it should know.';
grant select on nachet.regulated_entry to nachet_analyst;
