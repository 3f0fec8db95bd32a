-- Tallies: those by pair of species go.
-- after: functions
-- squawk-ignore-file ban-drop-function
-- squawk-ignore-file ban-drop-table

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop procedure if exists nachet_data.tally_each_picture;
drop table nachet_data.tally;

reset role;
