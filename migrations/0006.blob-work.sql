-- Work still to be done in the blob store, written by the transaction that decided it.
set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.installation (
    id uuid primary key default nachet_data.uuid7(),
    single boolean not null default true,
    creation_date timestamptz not null default now(),
    constraint installation_single_key unique (single),
    constraint installation_single_check check (single)
);
comment on table nachet_data.installation is
'This datastore among others that may share a blob store; one row.';
comment on column nachet_data.installation.id is 'The mark that its blob containers carry.';
comment on column nachet_data.installation.single is 'Holds the table to one row.';
comment on column nachet_data.installation.creation_date is 'When it was installed.';

insert into nachet_data.installation default values;

create table nachet_data.blob_task (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    kind text not null,
    picture_set_id uuid,
    picture_id uuid,
    blob_container_id uuid not null,
    blob_name text collate "C",
    target_name text collate "C",
    content jsonb,
    attempts integer not null default 0,
    run_after timestamptz not null default now(),
    claimed_by text,
    parked boolean not null default false,
    last_error text,
    upload_date timestamptz not null default now(),
    constraint blob_task_pkey primary key (container_id, id),
    constraint blob_task_container_id_fkey
    foreign key (container_id) references nachet_data.container (id),
    constraint blob_task_kind_check check (
        kind in ('create_container', 'write_folder', 'move_picture', 'delete_blob')
    ),
    constraint blob_task_blob_name_check check ((kind = 'create_container') = (blob_name is null)),
    constraint blob_task_target_name_check
    check ((kind = 'move_picture') = (target_name is not null)),
    constraint blob_task_attempts_check check (attempts >= 0)
);
create index blob_task_run_after_idx on nachet_data.blob_task (run_after) where not parked;
create index blob_task_container_id_run_after_id_idx
on nachet_data.blob_task (container_id, run_after, id) where not parked;
create index blob_task_container_id_claimed_by_idx
on nachet_data.blob_task (container_id, claimed_by) where claimed_by is not null;
create index blob_task_container_id_picture_set_id_idx
on nachet_data.blob_task (container_id, picture_set_id) where picture_set_id is not null;
create index blob_task_container_id_blob_name_idx
on nachet_data.blob_task (container_id, blob_name);
create index blob_task_container_id_target_name_idx
on nachet_data.blob_task (container_id, target_name) where target_name is not null;
create index blob_task_container_id_picture_id_idx
on nachet_data.blob_task (container_id, picture_id, id)
where picture_id is not null;
comment on table nachet_data.blob_task is
'A step to be taken in the blob store; the row goes when the step is done.';
comment on column nachet_data.blob_task.container_id is 'The container that the step serves.';
comment on column nachet_data.blob_task.id is 'The step.';
comment on column nachet_data.blob_task.kind is
'create_container, write_folder (its json), move_picture (copy to the target), or delete_blob.';
comment on column nachet_data.blob_task.picture_set_id is 'The folder that it concerns.';
comment on column nachet_data.blob_task.picture_id is
'The picture that it concerns; what is to be deleted goes before its blob moves.';
comment on column nachet_data.blob_task.blob_container_id is
'The container in which the blob is, or is to be made.';
comment on column nachet_data.blob_task.blob_name is 'The blob.';
comment on column nachet_data.blob_task.target_name is
'Where it moves, in the container that the step serves.';
comment on column nachet_data.blob_task.content is
'What is to be written; of a deletion: the etag of the blob that was seen.';
comment on column nachet_data.blob_task.attempts is 'How often it was claimed.';
comment on column nachet_data.blob_task.run_after is
'Not before this; while it is claimed, when the claim ends.';
comment on column nachet_data.blob_task.claimed_by is 'The claim that holds it.';
comment on column nachet_data.blob_task.parked is
'Whether it failed so often that a person must look.';
comment on column nachet_data.blob_task.last_error is 'What went wrong last.';
comment on column nachet_data.blob_task.upload_date is 'When it was decided.';

reset role;
