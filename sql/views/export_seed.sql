create or replace view nachet.export_seed
with (security_barrier) as
with lineage as (
    select
        a.seed_id,
        min(a.ancestor_name) filter (where a.rank = 'genus') as genus,
        min(a.ancestor_name) filter (where a.rank = 'family') as family
    from nachet.seed_lineage as a
    group by a.seed_id
)

select
    s.id as seed_id,
    s.name as seed_name,
    s.rank,
    l.genus,
    l.family,
    s.gbif_key,
    s.eppo_code,
    s.itis_tsn,
    s.confirmed,
    s.object_type_id
from nachet_data.seed as s
left join lineage as l on s.id = l.seed_id
where s.merged_into is null;

comment on view nachet.export_seed is
'For exports: each species of the catalogue that was not merged into another one.';
comment on column nachet.export_seed.seed_id is 'The species.';
comment on column nachet.export_seed.seed_name is 'Its name.';
comment on column nachet.export_seed.rank is
'Its rank: family, genus, group, species, subspecies, variety or form.';
comment on column nachet.export_seed.genus is 'Name of its genus; null where it is not known.';
comment on column nachet.export_seed.family is 'Name of its family; null where it is not known.';
comment on column nachet.export_seed.gbif_key is 'Its usage key in the GBIF backbone taxonomy.';
comment on column nachet.export_seed.eppo_code is 'Its code in the EPPO global database.';
comment on column nachet.export_seed.itis_tsn is
'Its serial number in the Integrated Taxonomic Information System.';
comment on column nachet.export_seed.confirmed is 'Whether an administrator vouches for it.';
comment on column nachet.export_seed.object_type_id is 'What kind of thing it is.';
grant select on nachet.export_seed to nachet_analyst;
