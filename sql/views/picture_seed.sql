create or replace view nachet.picture_seed
with (security_barrier) as
select distinct on (ps.container_id, ps.picture_id, s.current_id)
    ps.id,
    ps.picture_id,
    s.current_id as seed_id,
    ps.upload_date,
    ps.container_id
from nachet_data.picture_seed as ps
inner join nachet_data.picture as p
    on ps.container_id = p.container_id and ps.picture_id = p.id
inner join nachet_data.seed as s on ps.seed_id = s.id
where p.state = 'confirmed' and p.deleted_at is null
order by ps.container_id, ps.picture_id, s.current_id, ps.upload_date, ps.id;

comment on view nachet.picture_seed is
'ERD: a species known to be in a picture; once, also if it was two species that are merged now.';
comment on column nachet.picture_seed.id is 'The row.';
comment on column nachet.picture_seed.picture_id is 'The picture.';
comment on column nachet.picture_seed.seed_id is 'The species.';
comment on column nachet.picture_seed.upload_date is 'When this became known.';
comment on column nachet.picture_seed.container_id is 'The container of the picture.';
grant select on nachet.picture_seed to nachet_analyst;
