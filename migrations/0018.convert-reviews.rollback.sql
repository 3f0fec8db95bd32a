-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop procedure if exists nachet_data.convert_all_reviews;
drop function if exists nachet_data.convert_reviews;
drop function if exists nachet_data.link_boxes;

reset role;
