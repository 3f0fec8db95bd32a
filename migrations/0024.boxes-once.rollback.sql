-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

lock table nachet_data.object in access exclusive mode;
set local lock_timeout = '100ms';
drop procedure if exists nachet_data.convert_all_boxes;
drop trigger if exists convert_new_boxes on nachet_data.seed_object;
drop function if exists nachet_data.convert_new_boxes;
drop function if exists nachet_data.convert_boxes;
drop function nachet_data.guess_id;
drop function nachet_data.guess_place;
comment on column nachet_data.inference.inference is
'The registered document as it is given back, without its boxes.';
alter table nachet_data.object
drop column guess_seed_ids,
drop column guess_scores,
drop column top_place,
drop column top_seed_id,
drop column margin,
alter column box_metadata drop default;

reset role;
