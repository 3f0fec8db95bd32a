-- Shares: each with a permission of its own and an end.
-- squawk-ignore-file constraint-missing-not-valid

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.group_container
add column permission_id smallint,
add column until timestamptz,
add constraint group_container_permission_id_check check (permission_id between 1 and 3);
comment on column nachet_data.group_container.permission_id is
'What its members may do in this container, if that is less than the group''s permission; null for '
'the group''s.';
comment on column nachet_data.group_container.until is 'When the share ends; null for no end.';

reset role;
