-- Inferences: who verified each of them, also one without a box.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.inference add column verified_by uuid;
alter table nachet_data.inference add constraint inference_verified_by_fkey
foreign key (verified_by) references nachet_data.users (id) not valid;
comment on column nachet_data.inference.verified_by is
'Who reviewed the last box, or said that there is none; null while it is not verified.';

reset role;
