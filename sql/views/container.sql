create or replace view nachet.container
with (security_barrier) as
select
    c.id,
    c.owner_id,
    c.public,
    c.creation_date,
    c.updated_at,
    c.quota,
    c.deleted_at,
    c.purged_at
from nachet_data.container as c;

comment on view nachet.container is
'ERD: the unit of ownership and sharing.';
comment on column nachet.container.id is 'The container.';
comment on column nachet.container.owner_id is 'The user who owns it; null for the archive.';
comment on column nachet.container.public is 'Whether every user may read it.';
comment on column nachet.container.creation_date is 'When it was created.';
comment on column nachet.container.updated_at is 'When its name or sharing last changed.';
comment on column nachet.container.quota is
'How many bytes its pictures may have; null for any number.';
comment on column nachet.container.deleted_at is 'Since when it is in the trash.';
comment on column nachet.container.purged_at is 'When it was deleted permanently.';
grant select on nachet.container to nachet_analyst;
