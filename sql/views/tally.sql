create or replace view nachet.tally as
with species as not materialized (
    select
        s.id as stored_id,
        coalesce(s.merged_into, s.id) as seed_id,
        (
            s.merged_into is not null
            or exists (
                select
                from nachet_data.seed as m
                where m.merged_into = s.id
            )
        ) as merged
    from nachet_data.seed as s
    union all
    -- What the table says where there is none.
    select
        '00000000-0000-0000-0000-000000000000'::uuid as stored_id,
        null::uuid as seed_id,
        false as merged
),

namer as not materialized (
    -- The last model of an inference names the species.
    select
        m.container_id,
        m.inference_id,
        m.name,
        m.version,
        m.model_version_id
    from nachet_data.inference_model as m
    where not exists (
        select
        from nachet_data.inference_model as n
        where
            n.container_id = m.container_id
            and n.inference_id = m.inference_id
            and n.position > m.position
    )
)

select
    t.container_id,
    p.picture_set_id,
    i.picture_id,
    t.inference_id,
    date_trunc('month', i.upload_date at time zone 'UTC')::date as month,
    i.pipeline_id,
    m.name as model_name,
    m.version,
    m.model_version_id,
    said.seed_id as model_seed_id,
    meant.seed_id,
    coalesce(said.seed_id = meant.seed_id, false) as correct,
    t.nb,
    t.nb_missed,
    case
        when said.seed_id = meant.seed_id then t.nb
        when not meant.merged then t.nb_top5
        -- Species that were merged since: whether the guess is among the five is asked again.
        else (
            select count(*)
            from unnest(t.specimen_ids) as u (specimen_id)
            inner join nachet_data.object as o
                on
                    t.container_id = o.container_id
                    and u.specimen_id = o.specimen_id
                    and t.inference_id = o.inference_id
            where exists (
                select
                from nachet_data.seed as s
                where
                    coalesce(s.merged_into, s.id) = meant.seed_id
                    and s.id in (
                        select g.seed_id
                        from
                            unnest(o.guess_seed_ids, o.guess_scores)
                            with ordinality as g (seed_id, score, place)
                        order by (g.place = o.top_place) desc, g.score desc, g.place asc
                        limit 5
                    )
            )
        )
    end as nb_top5,
    t.sum_score,
    t.scores,
    t.specimen_ids
from nachet_data.tally as t
inner join species as meant on t.seed_id = meant.stored_id
inner join species as said on t.model_seed_id = said.stored_id
inner join nachet_data.inference as i
    on t.container_id = i.container_id and t.inference_id = i.id
inner join nachet_data.picture as p
    on i.container_id = p.container_id and i.picture_id = p.id
left join namer as m
    on i.container_id = m.container_id and i.id = m.inference_id
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.tally is
'What each inference made of the specimens of its picture that are settled or rejected, counted by '
'pair of species. The other views for evaluation are sums of it.';
comment on column nachet.tally.container_id is 'The container of the picture.';
comment on column nachet.tally.picture_set_id is 'The folder of the picture.';
comment on column nachet.tally.picture_id is 'The picture.';
comment on column nachet.tally.inference_id is 'The inference.';
comment on column nachet.tally.month is
'The month of the inference: its first day, by UTC.';
comment on column nachet.tally.pipeline_id is 'The pipeline that ran.';
comment on column nachet.tally.model_name is
'The model that named the species: the last one of the inference. Null if it has none.';
comment on column nachet.tally.version is 'Its version.';
comment on column nachet.tally.model_version_id is
'Its imported version; null if it is not imported.';
comment on column nachet.tally.model_seed_id is
'The species of the best guess; null where no box of the models shows the specimens.';
comment on column nachet.tally.seed_id is
'The species of the specimens; null when they are rejected.';
comment on column nachet.tally.correct is 'Whether both are the same species.';
comment on column nachet.tally.nb is 'How many specimens.';
comment on column nachet.tally.nb_missed is
'Of these, how many no box of the models shows.';
comment on column nachet.tally.nb_top5 is
'Of these, how many have their species among the five best guesses.';
comment on column nachet.tally.sum_score is 'Sum of the scores of the best guesses.';
comment on column nachet.tally.scores is
'Score of each best guess, 0 to 1; null where there is no box.';
comment on column nachet.tally.specimen_ids is
'The specimens, in the order of the scores; empty where the best guess was right at once.';
grant select on nachet.tally to nachet_backend, nachet_analyst;
