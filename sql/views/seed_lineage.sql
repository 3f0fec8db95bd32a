create or replace view nachet.seed_lineage
with (security_barrier) as
with recursive above as (
    select
        s.id as seed_id,
        s.id as ancestor_id
    from nachet_data.seed as s
    where s.merged_into is null
    union
    select
        a.seed_id,
        p.current_id as ancestor_id
    from above as a
    inner join nachet_data.seed as c on a.ancestor_id = c.id
    inner join nachet_data.seed as p on c.parent_id = p.id
)

select
    s.id as seed_id,
    e.rank,
    e.id as ancestor_id,
    e.name as ancestor_name
from nachet_data.seed as s
inner join above as a on s.current_id = a.seed_id
inner join nachet_data.seed as e on a.ancestor_id = e.id;

comment on view nachet.seed_lineage is
'Each species with itself and all its ancestors, to group by genus, family or any other rank.';
comment on column nachet.seed_lineage.seed_id is
'The species; also a merged one, which has the lineage of the species that it became.';
comment on column nachet.seed_lineage.rank is
'Rank of the ancestor: family, genus, group, species, subspecies, variety or form.';
comment on column nachet.seed_lineage.ancestor_id is
'The ancestor, or the species itself; never a merged one.';
comment on column nachet.seed_lineage.ancestor_name is 'Its name.';
grant select on nachet.seed_lineage to nachet_analyst;
