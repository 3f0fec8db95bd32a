-- Folders: the sample that each belongs to.
-- A small table, locked for the blink in which an index is made.
-- squawk-ignore-file require-concurrent-index-creation
-- squawk-ignore-file adding-foreign-key-constraint
-- squawk-ignore-file constraint-missing-not-valid

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.picture_set
add column sample_id uuid,
add constraint picture_set_container_id_sample_id_fkey
foreign key (container_id, sample_id) references nachet_data.sample (container_id, id);
create index picture_set_container_id_sample_id_idx
on nachet_data.picture_set (container_id, sample_id) where sample_id is not null;
comment on column nachet_data.picture_set.sample_id is
'The sample whose seeds its pictures show; null for none.';

reset role;
