-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop procedure if exists nachet_data.tally_all;
drop table nachet_data.tally;

reset role;
