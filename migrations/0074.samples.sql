-- Samples: what a laboratory received and examines.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Foreign keys lock what they refer to. Only the first lock may be waited for.
lock table nachet_data.users in share row exclusive mode;
set local lock_timeout = '100ms';
lock table nachet_data.container in share row exclusive mode;
lock table nachet_data.seed in share row exclusive mode;

create table nachet_data.sample (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    number text not null,
    number_key text not null generated always as (nachet_data.fold(number)) stored,
    lot text,
    crop text,
    crop_seed_id uuid,
    weight double precision,
    examined_weight double precision,
    tests text[] not null default '{}',
    received_at timestamptz,
    metadata jsonb not null default '{}',
    user_id uuid not null,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint sample_pkey primary key (container_id, id),
    constraint sample_container_id_number_key_key unique (container_id, number_key),
    constraint sample_container_id_fkey
    foreign key (container_id) references nachet_data.container (id),
    constraint sample_crop_seed_id_fkey
    foreign key (crop_seed_id) references nachet_data.seed (id),
    constraint sample_user_id_fkey foreign key (user_id) references nachet_data.users (id),
    constraint sample_number_check check (char_length(number) between 1 and 200),
    constraint sample_lot_check check (char_length(lot) between 1 and 200),
    constraint sample_crop_check check (char_length(crop) between 1 and 200),
    constraint sample_weight_check check (weight > 0 and weight <= 1e9),
    constraint sample_examined_weight_check
    check (examined_weight > 0 and examined_weight <= coalesce(weight, 1e9)),
    constraint sample_tests_check check (cardinality(tests) <= 20),
    constraint sample_metadata_check check (jsonb_typeof(metadata) = 'object')
);
comment on table nachet_data.sample is
'What a laboratory received and examines: a part of a lot of seed. Folders belong to it.';
comment on column nachet_data.sample.container_id is 'The container that it is in.';
comment on column nachet_data.sample.id is 'The sample.';
comment on column nachet_data.sample.number is
'Its number as the laboratory writes it, unique in its container whatever its case.';
comment on column nachet_data.sample.number_key is
'The number as it is compared: case and composition of letters folded.';
comment on column nachet_data.sample.lot is 'The lot that it was drawn from.';
comment on column nachet_data.sample.crop is
'The kind of seed that is sold, as the laboratory says.';
comment on column nachet_data.sample.crop_seed_id is
'The species of the catalogue that the crop is, where it is one.';
comment on column nachet_data.sample.weight is 'How much was received, in grams.';
comment on column nachet_data.sample.examined_weight is 'How much of it was examined, in grams.';
comment on column nachet_data.sample.tests is
'The kinds of test, e.g. purity, other species, germination.';
comment on column nachet_data.sample.received_at is 'When it was received.';
comment on column nachet_data.sample.metadata is
'What else the laboratory says of it, as a document.';
comment on column nachet_data.sample.user_id is 'The user who entered it.';
comment on column nachet_data.sample.upload_date is 'When it was entered.';
comment on column nachet_data.sample.updated_at is 'When it was changed last.';

reset role;
