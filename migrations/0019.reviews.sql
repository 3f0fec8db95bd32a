-- Reviews: what people said of boxes becomes specimens and identifications, while they work on.
-- transactional: false

set lock_timeout = '1500ms';
set role nachet_owner;
do $do$ begin if to_regclass('nachet_data.verification') is not null then
call nachet_data.convert_all_reviews(); end if; end $do$;
reset role;
