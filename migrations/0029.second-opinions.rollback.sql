-- Loses which specimens somebody decided where several readers were asked, and who has which boxes.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop table nachet_data.review_lease;
create index specimen_container_id_state_id_idx
on nachet_data.specimen (container_id, state, id) where state in ('open', 'disputed');
alter table nachet_data.specimen
drop column decided,
drop column top_score,
drop column margin;

reset role;
