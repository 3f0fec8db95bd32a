create or replace view nachet.group_container as
select
    gc.id,
    gc.group_id,
    gc.container_id,
    gc.upload_date
from nachet_data.group_container as gc;

comment on view nachet.group_container is
'ERD: a container shared with a group.';
comment on column nachet.group_container.id is 'The share.';
comment on column nachet.group_container.group_id is 'The group.';
comment on column nachet.group_container.container_id is 'The container.';
comment on column nachet.group_container.upload_date is 'When it was shared.';
grant select on nachet.group_container to nachet_backend, nachet_analyst;
