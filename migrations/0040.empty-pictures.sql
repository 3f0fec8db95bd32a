-- Inferences: who said that there is nothing in the picture, where several readers are asked.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.inference add column empty_said_by uuid[] not null default '{}';
comment on column nachet_data.inference.empty_said_by is
'Who said that there is nothing in the picture, where several readers are asked; each once.';

reset role;
