-- Datasets: rows that are pinned as they are now, under a name and a digest; their species.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Foreign keys lock what they refer to. Only the first lock may be waited for.
lock table nachet_data.users in share row exclusive mode;
set local lock_timeout = '100ms';
lock table nachet_data.seed in share row exclusive mode;

create table nachet_data.dataset (
    id uuid not null default nachet_data.uuid7(),
    name text not null,
    description text not null default '',
    filter jsonb not null,
    resolved jsonb not null,
    digest bytea not null,
    nb_picture integer not null default 0,
    nb_specimen integer not null default 0,
    user_id uuid not null,
    upload_date timestamptz not null default now(),
    name_key text generated always as (nachet_data.fold(name)) stored not null,
    constraint dataset_pkey primary key (id),
    constraint dataset_name_key_key unique (name_key),
    constraint dataset_user_id_fkey foreign key (user_id) references nachet_data.users (id),
    constraint dataset_name_check check (char_length(name) between 1 and 200),
    constraint dataset_description_check check (char_length(description) <= 10000),
    constraint dataset_filter_check check (jsonb_typeof(filter) = 'object'),
    constraint dataset_digest_check check (octet_length(digest) = 32)
);
comment on table nachet_data.dataset is
'Specimens and pictures that are pinned as they were at a time, e.g. what a model is trained on.';
comment on column nachet_data.dataset.id is 'The dataset.';
comment on column nachet_data.dataset.name is 'Its name, unique whatever its case.';
comment on column nachet_data.dataset.description is 'What it is for.';
comment on column nachet_data.dataset.filter is
'The filter that chose its specimens, as it was given.';
comment on column nachet_data.dataset.resolved is 'The same with ids in place of names.';
comment on column nachet_data.dataset.digest is
'SHA-256 over all that is pinned: the same rows have the same digest. docs/dba.md says of what.';
comment on column nachet_data.dataset.nb_picture is 'Number of its pictures.';
comment on column nachet_data.dataset.nb_specimen is 'Number of its specimens.';
comment on column nachet_data.dataset.user_id is 'Who pinned it.';
comment on column nachet_data.dataset.upload_date is 'When.';
comment on column nachet_data.dataset.name_key is
'The name as it is compared: case and composition of letters folded.';

create table nachet_data.dataset_seed (
    dataset_id uuid not null,
    seed_id uuid not null,
    name text not null,
    rank text not null,
    genus text,
    family text,
    gbif_key bigint,
    eppo_code text,
    itis_tsn bigint,
    confirmed boolean not null,
    object_type_id smallint not null,
    constraint dataset_seed_pkey primary key (dataset_id, seed_id),
    constraint dataset_seed_dataset_id_fkey
    foreign key (dataset_id) references nachet_data.dataset (id) on delete cascade,
    constraint dataset_seed_seed_id_fkey foreign key (seed_id) references nachet_data.seed (id)
);
comment on table nachet_data.dataset_seed is
'A species of a dataset, as it was called when it was pinned.';
comment on column nachet_data.dataset_seed.dataset_id is 'The dataset.';
comment on column nachet_data.dataset_seed.seed_id is 'The species.';
comment on column nachet_data.dataset_seed.name is 'Its name.';
comment on column nachet_data.dataset_seed.rank is 'Its rank.';
comment on column nachet_data.dataset_seed.genus is 'Name of its genus.';
comment on column nachet_data.dataset_seed.family is 'Name of its family.';
comment on column nachet_data.dataset_seed.gbif_key is 'Its key in the GBIF backbone taxonomy.';
comment on column nachet_data.dataset_seed.eppo_code is 'Its code in the EPPO global database.';
comment on column nachet_data.dataset_seed.itis_tsn is
'Its number in the Integrated Taxonomic Information System.';
comment on column nachet_data.dataset_seed.confirmed is 'Whether an administrator vouched for it.';
comment on column nachet_data.dataset_seed.object_type_id is 'What kind of thing it was.';

reset role;
