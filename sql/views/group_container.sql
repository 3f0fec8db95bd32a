create or replace view nachet.group_container
with (security_barrier) as
select
    gc.id,
    gc.group_id,
    gc.container_id,
    gc.upload_date,
    gc.permission_id,
    gc.until
from nachet_data.group_container as gc;

comment on view nachet.group_container is
'ERD: a container shared with a group.';
comment on column nachet.group_container.id is 'The share.';
comment on column nachet.group_container.group_id is 'The group.';
comment on column nachet.group_container.container_id is 'The container.';
comment on column nachet.group_container.upload_date is 'When it was shared.';
comment on column nachet.group_container.permission_id is
'What its members may do in this container at most; null for what the group''s permission says.';
comment on column nachet.group_container.until is 'When the share ends; null for no end.';
grant select on nachet.group_container to nachet_analyst;
