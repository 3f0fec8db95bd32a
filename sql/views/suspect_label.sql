create or replace view nachet.suspect_label
with (security_barrier) as
select
    v.container_id,
    v.picture_set_id,
    v.picture_id,
    v.specimen_id,
    v.seed_id,
    (
        select e.name
        from nachet_data.seed as e
        where e.id = v.seed_id
    ) as seed_name,
    v.model_seed_id,
    (
        select e.name
        from nachet_data.seed as e
        where e.id = v.model_seed_id
    ) as model_seed_name,
    v.nb_version,
    v.nb_object,
    v.mean_score,
    v.max_score
from (
    select
        g.container_id,
        g.picture_set_id,
        g.picture_id,
        g.specimen_id,
        g.seed_id,
        -- Of the rows that are asked for alone.
        (
            select mode() within group (order by u.id)
            from unnest(g.model_seed_ids) as u (id)
        ) as model_seed_id,
        bit_count(g.versions::bit(64)) as nb_version,
        g.nb_object,
        g.sum_score / g.nb_object as mean_score,
        g.max_score
    from (
        select
            w.container_id,
            w.picture_set_id,
            w.picture_id,
            w.specimen_id,
            s.seed_id,
            array_agg(s.model_seed_id) as model_seed_ids,
            bit_or(w.version_bit) as versions,
            count(*) as nb_object,
            sum(w.score) as sum_score,
            max(w.score) as max_score
        from (
            select
                r.container_id,
                r.picture_set_id,
                r.picture_id,
                r.seed_ids,
                r.model_seed_ids,
                r.version_bit,
                unnest(r.wrong_specimen_ids) as specimen_id,
                unnest(r.wrong_pairs) as pair,
                unnest(r.wrong_scores) as score
            from (
                select
                    t.container_id,
                    t.picture_set_id,
                    t.picture_id,
                    t.seed_ids,
                    t.model_seed_ids,
                    t.wrong_specimen_ids,
                    t.wrong_pairs,
                    t.wrong_scores,
                    1::bigint << least(
                        dense_rank() over (
                            partition by t.container_id, t.picture_set_id, t.picture_id
                            order by t.model_name, t.version
                        ) - 1, 63
                    )::integer as version_bit
                from nachet.tally as t
            ) as r
        ) as w
        -- Computed before the rows are sorted: what is sorted has no arrays.
        cross join
            lateral (
                select
                    w.seed_ids[w.pair] as seed_id,
                    w.model_seed_ids[w.pair] as model_seed_id
                from (values (1)) as x (nb)
                order by x.nb
                offset 0
            ) as s
        where s.model_seed_id is not null and s.seed_id is distinct from s.model_seed_id
        group by
            w.container_id, w.picture_set_id, w.picture_id, w.specimen_id, s.seed_id
    ) as g
) as v
where v.seed_id is not null or v.nb_version > 1;

comment on view nachet.suspect_label is
'Specimens whose label may be wrong: settled ones that models contradict, and rejected ones that '
'two versions insist on. Those with most versions and the highest scores first are worth a look.';
comment on column nachet.suspect_label.container_id is 'The container of the picture.';
comment on column nachet.suspect_label.picture_set_id is 'The folder of the picture.';
comment on column nachet.suspect_label.picture_id is 'The picture.';
comment on column nachet.suspect_label.specimen_id is 'The specimen.';
comment on column nachet.suspect_label.seed_id is 'Its species; null when it is rejected.';
comment on column nachet.suspect_label.seed_name is 'Its name.';
comment on column nachet.suspect_label.model_seed_id is
'The species that most of the contradicting boxes have as their best guess.';
comment on column nachet.suspect_label.model_seed_name is 'Its name.';
comment on column nachet.suspect_label.nb_version is
'How many versions of models that name the species contradict.';
comment on column nachet.suspect_label.nb_object is 'How many boxes.';
comment on column nachet.suspect_label.mean_score is
'Mean score of their best guesses, 0 to 1.';
comment on column nachet.suspect_label.max_score is 'The highest of these scores.';
grant select on nachet.suspect_label to nachet_analyst;
