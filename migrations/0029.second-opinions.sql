-- Specimens: whether somebody decided where several readers are asked.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.specimen add column decided boolean not null default false;
comment on column nachet_data.specimen.decided is
'Whether its state was decided by a person whose word decides where several are asked.';

reset role;
