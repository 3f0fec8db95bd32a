create or replace view nachet.species_agreement
with (security_barrier) as
with share as (
    select
        o.word_id,
        o.nb_reader,
        o.nb_specimen,
        o.seed_id,
        count(*) as nb
    from nachet.opinion_tally as o
    group by o.word_id, o.nb_reader, o.nb_specimen, o.seed_id
),

species as (
    select
        h.seed_id,
        sum(h.nb_specimen)::bigint as nb_specimen,
        sum(h.nb_specimen * h.nb) as nb,
        sum(
            h.nb_specimen * h.nb * (h.nb_reader - h.nb) / h.nb_reader::double precision
        ) as differing,
        sum(
            h.nb_specimen * h.nb * (h.nb - 1) / (h.nb_reader * (h.nb_reader - 1))::double precision
        ) as agreeing,
        -- Each specimen once, over its species.
        sum(h.nb_specimen * h.nb / h.nb_reader::double precision) as part
    from share as h
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
grant select on nachet.species_agreement to nachet_analyst;
