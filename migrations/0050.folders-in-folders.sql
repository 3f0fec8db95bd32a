-- Folders: they may lie in folders; names are unique within the folder above.
-- A small table, locked for the blink in which its indexes are made. Functions that were there
-- before make folders without a parent only, whose names stay unique among each other.
-- squawk-ignore-file require-concurrent-index-creation
-- squawk-ignore-file require-concurrent-index-deletion
-- squawk-ignore-file adding-foreign-key-constraint
-- squawk-ignore-file constraint-missing-not-valid
-- squawk-ignore-file disallowed-unique-constraint

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.picture_set
add column parent uuid,
add constraint picture_set_container_id_parent_fkey
foreign key (container_id, parent) references nachet_data.picture_set (container_id, id),
add constraint picture_set_parent_check check (parent <> id),
add constraint picture_set_is_default_parent_check check (not is_default or parent is null);
comment on column nachet_data.picture_set.parent is
'The folder that it lies in; null: at the top of its container.';
comment on column nachet_data.picture_set.name is
'Name for people; unique within the folder above whatever its case.';
comment on column nachet_data.picture_set.updated_at is
'When it was renamed, changed, moved, deleted or restored last.';

create index picture_set_container_id_parent_idx
on nachet_data.picture_set (container_id, parent) where parent is not null;
create unique index picture_set_container_id_parent_name_key_key
on nachet_data.picture_set (container_id, parent, name_key) nulls not distinct
where deleted_at is null;
drop index nachet_data.picture_set_container_id_name_key_key;

-- What was kept of a folder is looked for when the folder comes back.
create index picture_set_former_picture_set_id_idx
on nachet_data.picture_set (container_id, (picture_set ->> 'former_picture_set_id'))
where picture_set ? 'former_picture_set_id';

reset role;
