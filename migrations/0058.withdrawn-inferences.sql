-- Inferences: which are withdrawn, by whom, and why.
-- squawk-ignore-file adding-foreign-key-constraint

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Only the first lock may be waited for: whoever waits for it meanwhile looks for a deadlock after
-- a second, and then the other waits are over.
lock table nachet_data.inference in access exclusive mode;
set local lock_timeout = '100ms';
-- New columns without values need no scan.
alter table nachet_data.inference
add column withdrawn_at timestamptz,
add column withdrawn_by uuid,
add column withdrawn_reason text,
add constraint inference_withdrawn_by_fkey
foreign key (withdrawn_by) references nachet_data.users (id) not valid,
add constraint inference_withdrawn_check check (
    num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_reason) in (0, 3)
) not valid;
comment on column nachet_data.inference.withdrawn_at is
'When it was withdrawn: kept, but neither read as the picture''s, nor reviewed, nor counted; null '
'while it holds.';
comment on column nachet_data.inference.withdrawn_by is 'Who withdrew it.';
comment on column nachet_data.inference.withdrawn_reason is 'Why; empty when nobody said.';

reset role;
