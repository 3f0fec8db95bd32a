create or replace view nachet.dataset_seed
with (security_barrier) as
select
    s.dataset_id,
    s.seed_id,
    s.name as seed_name,
    s.rank,
    s.genus,
    s.family,
    s.gbif_key,
    s.eppo_code,
    s.itis_tsn,
    s.confirmed,
    s.object_type_id
from nachet_data.dataset_seed as s;

comment on view nachet.dataset_seed is
'The species of a dataset, as they were called when it was pinned: those of its specimens and '
'those that models guessed.';
comment on column nachet.dataset_seed.dataset_id is 'The dataset.';
comment on column nachet.dataset_seed.seed_id is 'The species.';
comment on column nachet.dataset_seed.seed_name is 'Its name.';
comment on column nachet.dataset_seed.rank is
'Its rank: family, genus, group, species, subspecies, variety or form.';
comment on column nachet.dataset_seed.genus is 'Name of its genus; null where it is not known.';
comment on column nachet.dataset_seed.family is 'Name of its family; null where it is not known.';
comment on column nachet.dataset_seed.gbif_key is 'Its usage key in the GBIF backbone taxonomy.';
comment on column nachet.dataset_seed.eppo_code is 'Its code in the EPPO global database.';
comment on column nachet.dataset_seed.itis_tsn is
'Its serial number in the Integrated Taxonomic Information System.';
comment on column nachet.dataset_seed.confirmed is 'Whether an administrator vouches for it.';
comment on column nachet.dataset_seed.object_type_id is 'What kind of thing it is.';
grant select on nachet.dataset_seed to nachet_analyst;
