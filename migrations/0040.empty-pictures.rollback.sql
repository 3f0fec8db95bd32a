-- Loses who said that there is nothing in a picture before enough readers had said it.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.inference drop column empty_said_by;

reset role;
