-- Files of batches: they outlast that their picture goes to the archive; of those without a name
-- and bytes there may be several.
-- squawk-ignore-file ban-drop-constraint
-- squawk-ignore-file require-concurrent-index-creation
-- squawk-ignore-file constraint-missing-not-valid

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.batch_file
add column former_picture_id uuid,
drop constraint batch_file_picture_id_check,
add constraint batch_file_picture_id_check check (
    picture_id is not null or refusal is not null or former_picture_id is not null
);
comment on column nachet_data.batch_file.former_picture_id is
'The picture that had its bytes and went to the archive, or from there elsewhere.';
create index batch_file_former_picture_id_idx
on nachet_data.batch_file (container_id, former_picture_id) where former_picture_id is not null;

-- Weaker than the constraint that it replaces, which stands until the functions know of it.
create index batch_file_container_id_batch_id_idx
on nachet_data.batch_file (container_id, batch_id);
create unique index batch_file_container_id_batch_id_file_key
on nachet_data.batch_file (container_id, batch_id, name, sha256) nulls not distinct
where name is not null or sha256 is not null;

reset role;
