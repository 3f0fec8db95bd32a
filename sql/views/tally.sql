create or replace view nachet.tally
with (security_barrier) as
select
    t.container_id,
    p.picture_set_id,
    i.picture_id,
    t.inference_id,
    date_trunc('month', i.upload_date at time zone 'UTC')::date as month,
    i.pipeline_id,
    -- A model that was renamed since is one model all the same.
    coalesce(mo.name, m.name) as model_name,
    m.version,
    m.model_version_id,
    t.nb_specimen,
    t.nb_missed,
    t.nb_false_alarm,
    t.nb_reviewed,
    t.nb_valid,
    t.nb_right + case
        when t.seed_ids && g.met_ids and t.model_seed_ids && g.met_ids
            then (
                select coalesce(sum(u.nb), 0)
                from unnest(t.seed_ids, t.model_seed_ids, t.nbs) as u (seed_id, model_seed_id, nb)
                where
                    u.seed_id = any(g.met_ids)
                    and u.model_seed_id = any(g.met_ids)
                    and u.seed_id <> u.model_seed_id
                    and coalesce(g.into_ids[array_position(g.merged_ids, u.seed_id)], u.seed_id)
                    = coalesce(
                        g.into_ids[array_position(g.merged_ids, u.model_seed_id)], u.model_seed_id
                    )
            )
        else 0
    end as nb_right,
    t.nb_top5 + case
        when t.seed_ids && g.met_ids
            -- Whether a species that is the same now is among the five is asked of the boxes.
            then (
                select count(*)
                from (
                    select
                        w.specimen_id,
                        t.seed_ids[w.pair] as seed_id
                    from unnest(t.wrong_specimen_ids, t.wrong_pairs) as w (specimen_id, pair)
                    where t.seed_ids[w.pair] = any(g.met_ids)
                ) as u
                inner join nachet_data.object as o
                    on
                        t.container_id = o.container_id
                        and u.specimen_id = o.specimen_id
                        and t.inference_id = o.inference_id
                        and not o.manual_detection
                cross join
                    lateral (
                        select
                            bool_or(n.seed_id = u.seed_id) as named,
                            bool_or(
                                coalesce(
                                    g.into_ids[array_position(g.merged_ids, n.seed_id)], n.seed_id
                                )
                                = coalesce(
                                    g.into_ids[array_position(g.merged_ids, u.seed_id)], u.seed_id
                                )
                            ) as named_now
                        from (
                            select c.seed_id
                            from
                                unnest(o.guess_seed_ids, o.guess_scores)
                                with ordinality as c (seed_id, score, place)
                            order by (c.place = o.top_place) desc, c.score desc, c.place asc
                            limit 5
                        ) as n
                    ) as best
                where o.guess_seed_ids && g.met_ids and best.named_now and not best.named
            )
        else 0
    end as nb_top5,
    case
        when t.seed_ids && g.merged_ids
            then array(
                select coalesce(g.into_ids[array_position(g.merged_ids, u.id)], u.id)
                from unnest(t.seed_ids) with ordinality as u (id, place)
                order by u.place
            )
        else t.seed_ids
    end as seed_ids,
    case
        when t.model_seed_ids && g.merged_ids
            then array(
                select coalesce(g.into_ids[array_position(g.merged_ids, u.id)], u.id)
                from unnest(t.model_seed_ids) with ordinality as u (id, place)
                order by u.place
            )
        else t.model_seed_ids
    end as model_seed_ids,
    t.nbs,
    t.sum_scores,
    t.wrong_specimen_ids,
    t.wrong_pairs,
    t.wrong_scores,
    t.bins,
    t.bin_nbs,
    case
        when t.seed_ids && g.met_ids and t.model_seed_ids && g.met_ids
            then array(
                select
                    u.nb_right + (
                        select count(*)
                        from unnest(t.wrong_pairs, t.wrong_scores) as w (pair, score)
                        cross join
                            lateral (
                                select
                                    t.seed_ids[w.pair] as seed_id,
                                    t.model_seed_ids[w.pair] as model_seed_id
                            ) as c
                        where
                            c.seed_id = any(g.met_ids)
                            and c.model_seed_id = any(g.met_ids)
                            and coalesce(
                                g.into_ids[array_position(g.merged_ids, c.seed_id)], c.seed_id
                            )
                            = coalesce(
                                g.into_ids[array_position(g.merged_ids, c.model_seed_id)],
                                c.model_seed_id
                            )
                            and least(width_bucket(w.score, 0, 1, 10), 10) = u.bin
                    )
                from unnest(t.bins, t.bin_nb_rights) with ordinality as u (bin, nb_right, place)
                order by u.place
            )
        else t.bin_nb_rights
    end as bin_nb_rights,
    t.bin_sum_scores
from nachet_data.inference_tally as t
inner join nachet_data.inference as i
    on t.container_id = i.container_id and t.inference_id = i.id
inner join nachet_data.picture as p
    on i.container_id = p.container_id and i.picture_id = p.id
-- The last model of an inference names the species.
left join nachet_data.inference_model as m
    on
        i.container_id = m.container_id
        and i.id = m.inference_id
        and not exists (
            select
            from nachet_data.inference_model as n
            where
                n.container_id = m.container_id
                and n.inference_id = m.inference_id
                and n.position > m.position
        )
left join nachet_data.model_version as mv on m.model_version_id = mv.id
left join nachet_data.model as mo on mv.model_id = mo.id
-- What was merged, by its place what it became, and both; null as long as nothing was.
cross join ( -- noqa: ST05
    select
        array_agg(e.id order by e.id) as merged_ids,
        array_agg(e.merged_into order by e.id) as into_ids,
        array_agg(e.id) || array_agg(e.merged_into) as met_ids
    from nachet_data.seed as e
    where e.merged_into is not null
) as g
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.tally is
'What each inference made of the specimens of its picture that are settled or rejected. The other '
'views for evaluation are sums of it.';
comment on column nachet.tally.container_id is 'The container of the picture.';
comment on column nachet.tally.picture_set_id is 'The folder of the picture.';
comment on column nachet.tally.picture_id is 'The picture.';
comment on column nachet.tally.inference_id is 'The inference.';
comment on column nachet.tally.month is
'The month of the inference: its first day, by UTC.';
comment on column nachet.tally.pipeline_id is 'The pipeline that ran.';
comment on column nachet.tally.model_name is
'The model that named the species: the last one of the inference, by its current name if it is '
'imported. Null if there is none.';
comment on column nachet.tally.version is 'Its version.';
comment on column nachet.tally.model_version_id is
'Its imported version; null if it is not imported.';
comment on column nachet.tally.nb_specimen is 'Settled specimens of the picture.';
comment on column nachet.tally.nb_missed is
'Of these, how many no box of the models shows.';
comment on column nachet.tally.nb_false_alarm is 'Boxes whose specimen is rejected.';
comment on column nachet.tally.nb_reviewed is
'Boxes with a best guess whose specimen is settled or rejected.';
comment on column nachet.tally.nb_valid is 'Of these, how many have a settled specimen.';
comment on column nachet.tally.nb_right is
'Of these, how many have its species as their best guess.';
comment on column nachet.tally.nb_top5 is
'How many have its species among their five best guesses.';
comment on column nachet.tally.seed_ids is
'By pair of species: that of the specimens; null when they are rejected.';
comment on column nachet.tally.model_seed_ids is
'By pair: the species of the best guess; null where no box of the models shows the specimens.';
comment on column nachet.tally.nbs is 'By pair: how many specimens.';
comment on column nachet.tally.sum_scores is 'By pair: the sum of the scores of the best guesses.';
comment on column nachet.tally.wrong_specimen_ids is
'The specimens of the pairs of two species, by pair and id; also of two that were merged since.';
comment on column nachet.tally.wrong_pairs is
'Of each of these specimens: the place of its pair, from 1.';
comment on column nachet.tally.wrong_scores is
'Of each of these specimens: the score of the best guess; null where there is no box.';
comment on column nachet.tally.bins is
'The tenths, 1 to 10, in which scores of best guesses are.';
comment on column nachet.tally.bin_nbs is 'By tenth: how many boxes.';
comment on column nachet.tally.bin_nb_rights is
'By tenth: how many of these have the species of their specimen as their best guess.';
comment on column nachet.tally.bin_sum_scores is 'By tenth: the sum of the scores.';
grant select on nachet.tally to nachet_analyst;
