-- Loses which specimens somebody decided where several readers were asked.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.specimen drop column decided;

reset role;
