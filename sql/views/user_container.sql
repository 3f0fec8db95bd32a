create or replace view nachet.user_container
with (security_barrier) as
select
    uc.id,
    uc.user_id,
    uc.container_id,
    uc.permission_id,
    uc.until,
    uc.upload_date
from nachet_data.user_container as uc;

comment on view nachet.user_container is
'A container shared with one person.';
comment on column nachet.user_container.id is 'The share.';
comment on column nachet.user_container.user_id is 'The person.';
comment on column nachet.user_container.container_id is 'The container.';
comment on column nachet.user_container.permission_id is 'What the person may do there.';
comment on column nachet.user_container.until is 'When the share ends; null for no end.';
comment on column nachet.user_container.upload_date is 'When it was shared.';
grant select on nachet.user_container to nachet_analyst;
