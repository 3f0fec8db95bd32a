-- Loses on which dataset each version of a model was trained.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.model_version drop column dataset_id;

reset role;
