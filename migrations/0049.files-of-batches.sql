-- Batches: what became of each file.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.batch_file (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    batch_id uuid not null,
    name text,
    sha256 bytea,
    picture_id uuid,
    is_new boolean not null default false,
    refusal jsonb,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint batch_file_pkey primary key (container_id, id),
    constraint batch_file_container_id_batch_id_name_sha256_key
    unique nulls not distinct (container_id, batch_id, name, sha256),
    constraint batch_file_container_id_batch_id_fkey
    foreign key (container_id, batch_id)
    references nachet_data.batch (container_id, id) on delete cascade,
    constraint batch_file_container_id_picture_id_fkey
    foreign key (container_id, picture_id)
    references nachet_data.picture (container_id, id) on delete cascade,
    constraint batch_file_name_check check (char_length(name) between 1 and 255),
    constraint batch_file_sha256_check check (octet_length(sha256) = 32),
    constraint batch_file_refusal_check check (jsonb_typeof(refusal) = 'object'),
    constraint batch_file_picture_id_check check (
        picture_id is not null or refusal is not null
    )
);
create index batch_file_container_id_picture_id_idx
on nachet_data.batch_file (container_id, picture_id) where picture_id is not null;
comment on table nachet_data.batch_file is
'A file of a batch and what became of it; a file that is sent again is one row.';
comment on column nachet_data.batch_file.container_id is 'The container of the batch.';
comment on column nachet_data.batch_file.id is 'The row.';
comment on column nachet_data.batch_file.batch_id is 'The batch.';
comment on column nachet_data.batch_file.name is 'The name of the file, where it was given.';
comment on column nachet_data.batch_file.sha256 is
'SHA-256 of its bytes; null where they could not be read.';
comment on column nachet_data.batch_file.picture_id is
'The picture that has its bytes; null where it was refused.';
comment on column nachet_data.batch_file.is_new is
'Whether the picture was not there before this file.';
comment on column nachet_data.batch_file.refusal is
'Why it was refused: code, message, detail; null where its picture was registered after that.';
comment on column nachet_data.batch_file.upload_date is 'When it came first.';
comment on column nachet_data.batch_file.updated_at is 'When it came last.';

reset role;
