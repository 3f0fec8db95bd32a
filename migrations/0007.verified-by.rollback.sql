-- Loses who verified an inference; that it is verified stays.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.inference drop column verified_by;

reset role;
