-- The species catalogue: seeds, the labels that models and people use for them, and what kinds
-- of objects there are.
set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.object_type (
    id smallint primary key,
    name text not null,
    constraint object_type_name_key unique (name)
);
comment on table nachet_data.object_type is 'What kind of thing a box frames.';
comment on column nachet_data.object_type.id is 'The kind; 1 is a seed.';
comment on column nachet_data.object_type.name is 'Its name.';

insert into nachet_data.object_type (id, name) values (1, 'seed');

create table nachet_data.seed (
    id uuid primary key default nachet_data.uuid7(),
    name text not null,
    name_key text not null generated always as (
        lower(normalize(regexp_replace(btrim(name), '\s+', ' ', 'g'), nfkd))
    ) stored,
    information jsonb not null default '{}',
    object_type_id smallint not null default 1,
    confirmed boolean not null default false,
    gbif_key bigint,
    eppo_code text,
    itis_tsn bigint,
    merged_into uuid,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint seed_object_type_id_fkey
    foreign key (object_type_id) references nachet_data.object_type (id),
    constraint seed_merged_into_fkey foreign key (merged_into) references nachet_data.seed (id),
    constraint seed_name_check check (char_length(btrim(name)) between 1 and 200),
    constraint seed_information_check check (jsonb_typeof(information) = 'object'),
    constraint seed_eppo_code_check check (eppo_code ~ '^[A-Z0-9]{5,6}$'),
    constraint seed_gbif_key_check check (gbif_key > 0),
    constraint seed_itis_tsn_check check (itis_tsn > 0),
    constraint seed_merged_into_check check (merged_into <> id)
);
create unique index seed_name_key_key on nachet_data.seed (name_key) where merged_into is null;
create index seed_merged_into_idx on nachet_data.seed (merged_into) where merged_into is not null;
comment on table nachet_data.seed is
'A species of seed. Rows are never deleted: a merged one points to the species that it became.';
comment on column nachet_data.seed.id is 'The species.';
comment on column nachet_data.seed.name is
'Scientific name; unique whatever its case and spacing, among those not merged.';
comment on column nachet_data.seed.name_key is
'The name as it is compared: case, spacing and composition of letters folded.';
comment on column nachet_data.seed.information is 'What is known of the species, as a document.';
comment on column nachet_data.seed.object_type_id is 'What kind of object it is.';
comment on column nachet_data.seed.confirmed is
'Whether a curator vouches for it; names from models and people start unconfirmed.';
comment on column nachet_data.seed.gbif_key is 'Its usage key in the GBIF backbone taxonomy.';
comment on column nachet_data.seed.eppo_code is 'Its code in the EPPO global database.';
comment on column nachet_data.seed.itis_tsn is
'Its serial number in the Integrated Taxonomic Information System.';
comment on column nachet_data.seed.merged_into is 'The species that this one turned out to be.';
comment on column nachet_data.seed.upload_date is 'When it was registered.';
comment on column nachet_data.seed.updated_at is 'When it last changed.';

create table nachet_data.seed_alias (
    id uuid primary key default nachet_data.uuid7(),
    seed_id uuid not null,
    name text not null,
    name_key text not null generated always as (
        lower(normalize(regexp_replace(btrim(name), '\s+', ' ', 'g'), nfkd))
    ) stored,
    upload_date timestamptz not null default now(),
    constraint seed_alias_name_key_key unique (name_key),
    constraint seed_alias_seed_id_fkey foreign key (seed_id) references nachet_data.seed (id),
    constraint seed_alias_name_check check (char_length(btrim(name)) between 1 and 200)
);
create index seed_alias_seed_id_idx on nachet_data.seed_alias (seed_id);
comment on table nachet_data.seed_alias is
'Another way to write a species: a model''s label, a misspelling, a former name.';
comment on column nachet_data.seed_alias.id is 'The alias.';
comment on column nachet_data.seed_alias.seed_id is 'The species that it stands for.';
comment on column nachet_data.seed_alias.name is 'How it is written.';
comment on column nachet_data.seed_alias.name_key is
'How it is compared: case, spacing and composition of letters folded.';
comment on column nachet_data.seed_alias.upload_date is 'When it was registered.';

reset role;
