-- Tallies: all is counted.
-- after: functions
-- squawk-ignore-file ban-drop-function

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop procedure if exists nachet_data.tally_all;

reset role;
