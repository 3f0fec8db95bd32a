create or replace view nachet.seed_alias
with (security_barrier) as
select
    a.id,
    s.current_id as seed_id,
    a.name,
    a.upload_date
from nachet_data.seed_alias as a
inner join nachet_data.seed as s on a.seed_id = s.id;

comment on view nachet.seed_alias is 'A label that models use for a species, beside its name.';
comment on column nachet.seed_alias.id is 'The alias.';
comment on column nachet.seed_alias.seed_id is 'The species that it stands for.';
comment on column nachet.seed_alias.name is 'The label, without its leading class number.';
comment on column nachet.seed_alias.upload_date is 'When it was added.';
grant select on nachet.seed_alias to nachet_analyst;
