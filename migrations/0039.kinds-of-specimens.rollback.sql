-- Loses nothing.
-- squawk-ignore-file adding-foreign-key-constraint
-- squawk-ignore-file constraint-missing-not-valid

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.specimen
drop constraint specimen_type_id_check,
add constraint specimen_type_id_fkey
foreign key (type_id) references nachet_data.object_type (id);

reset role;
