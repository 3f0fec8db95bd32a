-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop procedure if exists nachet_data.tally_activity();
drop table nachet_data.activity_tally;

reset role;
