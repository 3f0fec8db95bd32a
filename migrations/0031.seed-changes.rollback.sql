-- Loses who changed species and why. What was merged can no longer be undone: rows that name a
-- merged species name the species that it became.

set local lock_timeout = '1500ms';
set local role nachet_owner;

update nachet_data.specimen as s
set seed_id = e.merged_into
from nachet_data.seed as e
where s.seed_id = e.id and e.merged_into is not null;
update nachet_data.object as o
set
    guess_seed_ids = array(
        select e.current_id
        from unnest(o.guess_seed_ids) with ordinality as g (seed_id, place)
        left join nachet_data.seed as e on g.seed_id = e.id
        order by g.place
    ),
    top_seed_id = (
        select e.current_id
        from nachet_data.seed as e
        where e.id = o.top_seed_id
    )
where
    o.guess_seed_ids && array(
        select e.id
        from nachet_data.seed as e
        where e.merged_into is not null
    );
update nachet_data.seed_alias as a
set seed_id = e.merged_into
from nachet_data.seed as e
where a.seed_id = e.id and e.merged_into is not null;
-- If a picture shows several that are one species now, one row remains.
create temporary table shown on commit drop as
select
    ps.container_id,
    ps.picture_id,
    e.current_id as seed_id,
    bool_or(ps.named_at_upload) as named_at_upload,
    min(ps.upload_date) as upload_date
from nachet_data.picture_seed as ps
inner join nachet_data.seed as e on ps.seed_id = e.id
group by ps.container_id, ps.picture_id, e.current_id
having bool_or(e.merged_into is not null);
delete from nachet_data.picture_seed as ps
using nachet_data.seed as e
where ps.seed_id = e.id and e.merged_into is not null;
insert into nachet_data.picture_seed (
    container_id, picture_id, seed_id, named_at_upload, upload_date
)
select
    s.container_id,
    s.picture_id,
    s.seed_id,
    s.named_at_upload,
    s.upload_date
from pg_temp.shown as s
on conflict (container_id, picture_id, seed_id)
do update
    set named_at_upload = excluded.named_at_upload, upload_date = excluded.upload_date;

drop table nachet_data.seed_change;

reset role;
