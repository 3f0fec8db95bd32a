-- Versions of models: the dataset that each was trained on.
-- squawk-ignore-file adding-foreign-key-constraint, require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Only the first lock may be waited for.
lock table nachet_data.model_version in access exclusive mode;
set local lock_timeout = '100ms';
-- A new column without values needs no scan.
alter table nachet_data.model_version
add column dataset_id uuid,
add constraint model_version_dataset_id_fkey
foreign key (dataset_id) references nachet_data.dataset (id) not valid;
create index model_version_dataset_id_idx
on nachet_data.model_version (dataset_id)
where dataset_id is not null;
comment on column nachet_data.model_version.dataset_id is
'The dataset that it was trained on, where somebody said.';

reset role;
