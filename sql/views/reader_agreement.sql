create or replace view nachet.reader_agreement
with (security_barrier) as
with opinion as materialized (
    select
        o.word_id,
        o.nb_specimen,
        o.user_id,
        o.seed_id
    from nachet.opinion_tally as o
),

pair as (
    select
        a.user_id,
        b.user_id as other_user_id,
        a.seed_id,
        b.seed_id as other_seed_id,
        sum(a.nb_specimen) as nb
    from opinion as a
    inner join opinion as b on a.word_id = b.word_id and a.user_id < b.user_id
    group by a.user_id, b.user_id, a.seed_id, b.seed_id
),

total as (
    select
        m.user_id,
        m.other_user_id,
        m.seed_id,
        sum(m.nb) as nb,
        sum(m.other_nb) as other_nb,
        sum(m.nb_same) as nb_same
    from (
        select
            p.user_id,
            p.other_user_id,
            p.seed_id,
            p.nb,
            0 as other_nb,
            case
                when p.seed_id = p.other_seed_id then p.nb
                when p.seed_id is null and p.other_seed_id is null then p.nb
                else 0
            end as nb_same
        from pair as p
        union all
        select
            p.user_id,
            p.other_user_id,
            p.other_seed_id as seed_id,
            0 as nb,
            p.nb as other_nb,
            0 as nb_same
        from pair as p
    ) as m
    group by m.user_id, m.other_user_id, m.seed_id
)

select
    k.user_id,
    k.other_user_id,
    k.nb::bigint as nb_specimen,
    k.nb_same::bigint as nb_same,
    (k.nb_same / k.nb)::double precision as agreement,
    ((k.nb * k.nb_same - k.chance) / nullif(k.nb * k.nb - k.chance, 0))::double precision as kappa
from (
    select
        t.user_id,
        t.other_user_id,
        sum(t.nb) as nb,
        sum(t.nb_same) as nb_same,
        sum(t.nb * t.other_nb) as chance
    from total as t
    group by t.user_id, t.other_user_id
) as k;

comment on view nachet.reader_agreement is
'How far two readers agree: Cohen''s kappa, over the specimens that both identified. Of each '
'person the last identification counts, since the specimen was reopened last; where several are '
'asked, the last one before it was settled. No seed is one of the categories.';
comment on column nachet.reader_agreement.user_id is 'A reader.';
comment on column nachet.reader_agreement.other_user_id is
'Another reader; each pair has one row.';
comment on column nachet.reader_agreement.nb_specimen is 'Specimens that both identified.';
comment on column nachet.reader_agreement.nb_same is 'Of these, how many as the same.';
comment on column nachet.reader_agreement.agreement is 'nb_same / nb_specimen, 0 to 1.';
comment on column nachet.reader_agreement.kappa is
'Cohen''s kappa: 1 is full agreement, 0 that of chance; null where chance alone gives 1.';
grant select on nachet.reader_agreement to nachet_analyst;
