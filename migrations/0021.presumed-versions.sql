-- Inferences: which model versions are presumed to have run, where the document names none.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.inference_model add column presumed boolean not null default false;
comment on column nachet_data.inference_model.presumed is
'Whether the document named no model, and this is the pipeline''s, in its active version.';

reset role;
