create or replace view nachet.species_agreement as
with opinion as (
    -- The last of each person since the specimen was reopened last; where several are asked, before
    -- they could read the others': until it was settled.
    select distinct on (d.container_id, d.specimen_id, d.user_id)
        d.container_id,
        d.specimen_id,
        coalesce(e.merged_into, e.id) as seed_id
    from nachet_data.identification as d
    inner join nachet_data.specimen as s
        on d.container_id = s.container_id and d.specimen_id = s.id
    inner join nachet_data.picture as p
        on s.container_id = p.container_id and s.picture_id = p.id
    inner join nachet_data.container as k on d.container_id = k.id
    left join nachet_data.seed as e on d.seed_id = e.id
    where
        d.act <> 'reopen'
        and (k.readers = 1 or coalesce(d.before_state, 'open') in ('open', 'disputed'))
        and not exists (
            select
            from nachet_data.identification as r
            where
                r.container_id = d.container_id
                and r.specimen_id = d.specimen_id
                and r.act = 'reopen'
                and r.id > d.id
        )
        and p.state = 'confirmed'
        and p.deleted_at is null
    order by d.container_id asc, d.specimen_id asc, d.user_id asc, d.id desc
),

share as (
    select
        c.container_id,
        c.specimen_id,
        c.seed_id,
        c.nb,
        sum(c.nb) over (partition by c.container_id, c.specimen_id)::bigint as nb_reader
    from (
        select
            o.container_id,
            o.specimen_id,
            o.seed_id,
            count(*) as nb
        from opinion as o
        group by o.container_id, o.specimen_id, o.seed_id
    ) as c
),

species as (
    select
        h.seed_id,
        count(*) as nb_specimen,
        sum(h.nb) as nb,
        sum(h.nb * (h.nb_reader - h.nb) / h.nb_reader::double precision) as differing,
        sum(h.nb * (h.nb - 1) / (h.nb_reader * (h.nb_reader - 1))::double precision) as agreeing,
        -- Each specimen once, over its species.
        sum(h.nb / h.nb_reader::double precision) as part
    from share as h
    where h.nb_reader > 1
    group by h.seed_id
),

whole as (
    select
        sum(s.nb) as nb,
        round(sum(s.part)) as nb_specimen,
        sum(s.agreeing) / round(sum(s.part)) as agreement,
        sum(s.nb * s.nb) / (sum(s.nb) * sum(s.nb)) as chance
    from species as s
)

select
    false as over_all,
    s.seed_id,
    e.name as seed_name,
    s.nb_specimen,
    s.nb::bigint as nb_identification,
    1 - s.differing / nullif(
        (w.nb::double precision - w.nb_specimen) * (s.nb / w.nb)::double precision
        * (1 - s.nb / w.nb)::double precision, 0
    ) as kappa
from species as s
cross join whole as w
left join nachet_data.seed as e on s.seed_id = e.id
union all
select
    true as over_all,
    null as seed_id,
    null as seed_name,
    w.nb_specimen::bigint,
    w.nb::bigint as nb_identification,
    (w.agreement - w.chance::double precision) / nullif(1 - w.chance::double precision, 0) as kappa
from whole as w
where w.nb > 0;

comment on view nachet.species_agreement is
'How far all readers agree: Fleiss'' kappa over all and for each species, over the specimens that '
'at least two people identified. Of each person the last identification counts, since the specimen '
'was reopened last; where several are asked, the last one before it was settled. The number of '
'readers may differ by specimen.';
comment on column nachet.species_agreement.over_all is 'True in the row over all species.';
comment on column nachet.species_agreement.seed_id is
'The species; null over all, and for what was rejected: no seed.';
comment on column nachet.species_agreement.seed_name is 'Its name.';
comment on column nachet.species_agreement.nb_specimen is
'Specimens that at least one of their readers identified as it.';
comment on column nachet.species_agreement.nb_identification is
'Identifications as it, on these specimens.';
comment on column nachet.species_agreement.kappa is
'Fleiss'' kappa: 1 is full agreement, 0 that of chance; null where all is one species.';
grant select on nachet.species_agreement to nachet_backend, nachet_analyst;
