-- Loses ranks, and which genus or family a species belongs to.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.seed
drop column rank,
drop column parent_id,
drop column current_id;
drop function nachet_data.rank_of(text);
comment on table nachet_data.seed is
'A species of seed. Rows are never deleted: a merged one points to the species that it became.';

reset role;
