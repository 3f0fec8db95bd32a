-- Activity of readers: what is there already is counted, while people work on.
-- after: functions
-- transactional: false
-- squawk-ignore-file ban-drop-function

set lock_timeout = '1500ms';
set role nachet_owner;
do $do$ begin if to_regprocedure('nachet_data.tally_activity()') is not null then
call nachet_data.tally_activity(); end if; end $do$;
drop procedure if exists nachet_data.tally_activity();
reset role;
