-- Batches: sessions in which many files are uploaded to a folder.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Foreign keys lock what they refer to. Only the first lock may be waited for.
lock table nachet_data.picture_set in share row exclusive mode;
set local lock_timeout = '100ms';
lock table nachet_data.users in share row exclusive mode;

create table nachet_data.batch (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    picture_set_id uuid not null,
    user_id uuid not null,
    expected integer,
    facts jsonb not null default '{}',
    upload_date timestamptz not null default now(),
    ended_at timestamptz,
    constraint batch_pkey primary key (container_id, id),
    constraint batch_container_id_picture_set_id_fkey
    foreign key (container_id, picture_set_id)
    references nachet_data.picture_set (container_id, id) on delete cascade,
    constraint batch_user_id_fkey foreign key (user_id) references nachet_data.users (id),
    constraint batch_expected_check check (expected >= 1),
    constraint batch_facts_check check (jsonb_typeof(facts) = 'object')
);
create index batch_container_id_picture_set_id_id_idx
on nachet_data.batch (container_id, picture_set_id, id);
comment on table nachet_data.batch is
'A session in which files are uploaded to a folder; what became of each is in batch_file.';
comment on column nachet_data.batch.container_id is 'The container of the folder.';
comment on column nachet_data.batch.id is 'The batch.';
comment on column nachet_data.batch.picture_set_id is 'The folder that its pictures go to.';
comment on column nachet_data.batch.user_id is 'The user who began it.';
comment on column nachet_data.batch.expected is 'How many files are to come, where that was said.';
comment on column nachet_data.batch.facts is
'What holds for each of its pictures unless their upload says otherwise: seed_id, zoom, nb_seeds, '
'description, metadata, device, lens, tray, sample, taken_at.';
comment on column nachet_data.batch.upload_date is 'When it was begun.';
comment on column nachet_data.batch.ended_at is
'When somebody ended it; then it takes no new file.';

reset role;
