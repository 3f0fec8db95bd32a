create or replace view nachet.vernacular_name
with (security_barrier) as
select
    s.current_id as seed_id,
    v.language,
    v.name,
    v.position
from nachet_data.vernacular_name as v
inner join nachet_data.seed as s on v.seed_id = s.id;

comment on view nachet.vernacular_name is
'What people call a species in a language; one name may stand for several species.';
comment on column nachet.vernacular_name.seed_id is 'The species.';
comment on column nachet.vernacular_name.language is 'The language, e.g. en or fr-CA (BCP 47).';
comment on column nachet.vernacular_name.name is 'The name.';
comment on column nachet.vernacular_name.position is
'Its place among the names of the language; 1 is the preferred one.';
grant select on nachet.vernacular_name to nachet_analyst;
