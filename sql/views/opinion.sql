create or replace view nachet.opinion
with (security_barrier) as
select distinct on (a.container_id, a.specimen_id, a.user_id)
    a.specimen_id,
    a.user_id,
    a.seed_id as said_seed_id,
    said.current_id as seed_id,
    a.id as identification_id,
    a.picture_id,
    a.container_id
from (
    select
        d.container_id,
        d.specimen_id,
        d.user_id,
        d.seed_id,
        d.id,
        s.picture_id,
        coalesce(d.before_state <> all('{settled,rejected}'), true) as was_open,
        min(d.user_id::text)
        filter (where coalesce(d.before_state <> all('{settled,rejected}'), true)) over w
        < max(d.user_id::text)
        filter (where coalesce(d.before_state <> all('{settled,rejected}'), true)) over w
            as were_several
    from nachet_data.identification as d
    inner join nachet_data.specimen as s
        on d.container_id = s.container_id and d.specimen_id = s.id
    where
        d.act <> 'reopen'
        and not exists (
            select
            from nachet_data.identification as r
            where
                r.container_id = d.container_id
                and r.specimen_id = d.specimen_id
                and r.act = 'reopen'
                and r.id > d.id
        )
    window w as (partition by d.container_id, d.specimen_id)
) as a
inner join nachet_data.picture as p
    on a.container_id = p.container_id and a.picture_id = p.id
left join nachet_data.seed as said on a.seed_id = said.id
where
    (a.was_open or a.were_several is not true)
    and p.state = 'confirmed'
    and p.deleted_at is null
order by a.container_id asc, a.specimen_id asc, a.user_id asc, a.id desc;

comment on view nachet.opinion is
'What each reader said last of each specimen, since it was reopened last. Where several spoke '
'before it was settled, only that counts: later they could read what the others had said.';
comment on column nachet.opinion.specimen_id is 'The specimen.';
comment on column nachet.opinion.user_id is 'The reader.';
comment on column nachet.opinion.said_seed_id is 'The species that was said; null for no seed.';
comment on column nachet.opinion.seed_id is 'The same, or the species that it was merged into.';
comment on column nachet.opinion.identification_id is 'The identification that says it.';
comment on column nachet.opinion.picture_id is 'The picture.';
comment on column nachet.opinion.container_id is 'The container of the picture.';
grant select on nachet.opinion to nachet_analyst;
