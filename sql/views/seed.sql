create or replace view nachet.seed
with (security_barrier) as
select
    s.id,
    s.name,
    s.information,
    s.object_type_id,
    s.upload_date,
    s.confirmed,
    s.rank,
    p.current_id as parent_id,
    s.gbif_key,
    s.eppo_code,
    s.itis_tsn
from nachet_data.seed as s
left join nachet_data.seed as p on s.parent_id = p.id
where s.merged_into is null;

comment on view nachet.seed is 'ERD: a species; without those merged into another.';
comment on column nachet.seed.id is 'The species.';
comment on column nachet.seed.name is 'Its scientific name.';
comment on column nachet.seed.information is 'Further facts, as a document.';
comment on column nachet.seed.object_type_id is 'The kind of thing that it is.';
comment on column nachet.seed.upload_date is 'When it was registered.';
comment on column nachet.seed.confirmed is 'Whether an administrator confirmed it.';
comment on column nachet.seed.rank is
'Its rank: family, genus, species, subspecies, variety, form, or group for any other.';
comment on column nachet.seed.parent_id is
'What it belongs to: for a species its genus, for a genus its family.';
comment on column nachet.seed.gbif_key is 'Its usage key in the GBIF backbone taxonomy.';
comment on column nachet.seed.eppo_code is 'Its code in the EPPO global database.';
comment on column nachet.seed.itis_tsn is
'Its serial number in the Integrated Taxonomic Information System.';
grant select on nachet.seed to nachet_analyst;
