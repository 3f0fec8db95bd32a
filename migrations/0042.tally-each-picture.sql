-- Tallies: what is there already is counted, while people work on.
-- after: functions
-- transactional: false

set lock_timeout = '1500ms';
set role nachet_owner;
do $do$ begin if to_regprocedure('nachet_data.tally_each_picture()') is not null then
call nachet_data.tally_each_picture(); end if; end $do$;
reset role;
