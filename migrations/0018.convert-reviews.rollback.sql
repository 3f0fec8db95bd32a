-- Loses which boxes show one specimen.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop procedure if exists nachet_data.convert_all_reviews;
drop function if exists nachet_data.convert_reviews;
drop function if exists nachet_data.link_boxes;
drop table if exists nachet_data.conversion;
alter table nachet_data.object drop column specimen_id;

reset role;
