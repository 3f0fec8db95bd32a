create or replace view nachet.species_metrics
with (security_barrier) as
select
    v.over_all,
    v.model_name,
    v.version,
    v.model_version_id,
    v.seed_id,
    e.name as seed_name,
    v.support,
    v.nb_missed,
    v.nb_guessed,
    v.nb_false_alarm,
    v.nb_right,
    v.nb_right::double precision / nullif(v.nb_guessed, 0) as precision,
    v.nb_right::double precision / nullif(v.support, 0) as recall,
    2 * v.nb_right::double precision / nullif(v.support + v.nb_guessed, 0) as f1
from (
    select
        grouping(p.version) = 1 as over_all,
        p.model_name,
        p.version,
        p.model_version_id,
        u.seed_id,
        sum(u.support)::bigint as support,
        sum(u.nb_missed)::bigint as nb_missed,
        sum(u.nb_guessed)::bigint as nb_guessed,
        sum(u.nb_false_alarm)::bigint as nb_false_alarm,
        sum(u.nb_right)::bigint as nb_right
    from (
        -- Few rows remain, which then count for both of their species, and over all.
        select
            c.model_name,
            c.version,
            c.model_version_id,
            c.seed_id,
            c.model_seed_id,
            sum(c.nb) as nb
        from (
            select
                t.model_name,
                t.version,
                t.model_version_id,
                unnest(t.seed_ids) as seed_id,
                unnest(t.model_seed_ids) as model_seed_id,
                unnest(t.nbs) as nb
            from nachet.tally as t
        ) as c
        group by c.model_name, c.version, c.model_version_id, c.seed_id, c.model_seed_id
    ) as p
    cross join
        lateral (
            values
            (
                p.seed_id,
                p.nb,
                case when p.model_seed_id is null then p.nb else 0 end,
                0,
                0,
                case when p.seed_id = p.model_seed_id then p.nb else 0 end
            ),
            (
                p.model_seed_id, 0, 0, p.nb, case when p.seed_id is null then p.nb else 0 end, 0
            )
        ) as u (seed_id, support, nb_missed, nb_guessed, nb_false_alarm, nb_right)
    where u.seed_id is not null
    group by
        grouping sets (
            (u.seed_id, p.model_name, p.version, p.model_version_id), (u.seed_id)
        )
) as v
inner join nachet_data.seed as e on v.seed_id = e.id;

comment on view nachet.species_metrics is
'Precision, recall and F1 of each species, for each version of the model that names the species, '
'and over all. A missed specimen counts against the recall, a false alarm against the precision.';
comment on column nachet.species_metrics.over_all is
'True in the rows that are over all inferences; these have no version.';
comment on column nachet.species_metrics.model_name is
'The last model of the inference, which names the species; null if the inference has none.';
comment on column nachet.species_metrics.version is 'Its version.';
comment on column nachet.species_metrics.model_version_id is
'Its imported version; null if it is not imported.';
comment on column nachet.species_metrics.seed_id is 'The species.';
comment on column nachet.species_metrics.seed_name is 'Its name.';
comment on column nachet.species_metrics.support is
'Settled specimens of the species, once for each inference of their picture.';
comment on column nachet.species_metrics.nb_missed is
'Of these, how many no box of the models shows.';
comment on column nachet.species_metrics.nb_guessed is
'Reviewed boxes whose best guess is the species.';
comment on column nachet.species_metrics.nb_false_alarm is
'Of these, how many show no seed: their specimen is rejected.';
comment on column nachet.species_metrics.nb_right is 'Boxes whose best guess was right.';
comment on column nachet.species_metrics.precision is
'nb_right / nb_guessed, 0 to 1; null where it was never guessed.';
comment on column nachet.species_metrics.recall is
'nb_right / support, 0 to 1; null without specimens.';
comment on column nachet.species_metrics.f1 is 'The harmonic mean of both.';
grant select on nachet.species_metrics to nachet_analyst;
