-- Documents: the boxes of what is registered already move into them, while people work on.
-- transactional: false

set lock_timeout = '1500ms';
set role nachet_owner;
do $do$ begin if to_regprocedure('nachet_data.convert_all_boxes()') is not null then
call nachet_data.convert_all_boxes(); end if; end $do$;
reset role;
