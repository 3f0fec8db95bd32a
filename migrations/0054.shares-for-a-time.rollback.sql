-- Loses the shares that have a permission of their own or an end, lest they give more than was
-- meant.

set local lock_timeout = '1500ms';
set local role nachet_owner;

delete from nachet_data.group_container as gc
where gc.permission_id is not null or gc.until is not null;
alter table nachet_data.group_container
drop column permission_id,
drop column until;

reset role;
