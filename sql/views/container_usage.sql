create or replace view nachet.container_usage
with (security_barrier) as
select
    c.id as container_id,
    c.owner_id,
    u.email as owner_email,
    c.name,
    c.kind,
    coalesce(p.nb_pictures, 0) as nb_pictures,
    coalesce(p.nb_verified, 0) as nb_verified,
    p.nb_verified::double precision / p.nb_pictures as verified_share,
    coalesce(p.byte_size, 0) as byte_size,
    c.quota
from nachet_data.container as c
left join nachet_data.users as u on c.owner_id = u.id
-- Counted where the pictures are: from the nodes of a cluster comes one row a container.
left join ( -- noqa: ST05
    select
        q.container_id,
        count(*) as nb_pictures,
        count(*) filter (where q.verified) as nb_verified,
        sum(q.byte_size)::bigint as byte_size
    from nachet_data.picture as q
    where q.state = 'confirmed' and q.deleted_at is null
    group by q.container_id
) as p on c.id = p.container_id
where c.deleted_at is null;

comment on view nachet.container_usage is
'What each container holds that is not in the trash, and who owns it.';
comment on column nachet.container_usage.container_id is 'The container.';
comment on column nachet.container_usage.owner_id is 'The user who owns it.';
comment on column nachet.container_usage.owner_email is 'The owner''s e-mail address.';
comment on column nachet.container_usage.name is 'Its name.';
comment on column nachet.container_usage.kind is 'personal, further or archive.';
comment on column nachet.container_usage.nb_pictures is
'Pictures in it, without those in the trash.';
comment on column nachet.container_usage.nb_verified is 'Of these, verified pictures.';
comment on column nachet.container_usage.verified_share is
'nb_verified / nb_pictures, 0 to 1; null without pictures.';
comment on column nachet.container_usage.byte_size is 'Total size of their blobs in bytes.';
comment on column nachet.container_usage.quota is
'How many bytes its pictures may have, those in the trash too; null for any number.';
-- E-mail addresses are personal data, which analysts do not need; a personal container has one as
-- its name.
grant select (
    container_id, owner_id, kind, nb_pictures, nb_verified, verified_share, byte_size, quota
) on nachet.container_usage to nachet_analyst;
