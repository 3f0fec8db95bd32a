create or replace view nachet.export_specimen
with (security_barrier) as
-- The identifications of all specimens, read once in the order of an index. What is said of several
-- rows stands in the list of groups, so that a condition on it is applied before. Two people who
-- spoke once each count both, whatever the view opinion says; it is asked for the rest alone.
with said as (
    select
        s.container_id,
        s.id,
        s.picture_id,
        s.state,
        k.current_id as seed_id,
        s.type_id,
        s.top_x,
        s.top_y,
        s.bottom_x,
        s.bottom_y,
        p.picture_set_id,
        p.sample,
        p.width,
        p.height,
        max(d.user_id::text) filter (where d.id = s.identification_id)::uuid as identified_by,
        max(d.upload_date) filter (where d.id = s.identification_id) as identified_at,
        max(d.object_id::text) filter (where d.id = s.identification_id)::uuid as object_id,
        max(d.type_id) filter (where d.id = s.identification_id) as said_type_id,
        max(d.qualifier) filter (where d.id = s.identification_id) as qualifier,
        count(d.id) as nb_said,
        count(d.id) filter (
            where
            case s.state
                when 'settled'
                    then
                        d.seed_id = k.current_id
                        or exists (
                            select
                            from nachet_data.seed as m
                            where m.id = d.seed_id and m.current_id = k.current_id
                        )
                when 'rejected' then d.seed_id is null
            end
        ) as nb_agreeing,
        bool_and(d.act <> 'reopen')
        and (
            count(d.id) = 1
            or (count(d.id) = 2 and min(d.user_id::text) < max(d.user_id::text))
        ) as each_counts
    from nachet_data.specimen as s
    inner join nachet_data.picture as p
        on s.container_id = p.container_id and s.picture_id = p.id
    left join nachet_data.identification as d
        on s.container_id = d.container_id and s.id = d.specimen_id
    left join nachet_data.seed as k on s.seed_id = k.id
    where p.state = 'confirmed' and p.deleted_at is null
    group by
        s.container_id, s.id, s.picture_id, s.state, k.current_id, s.type_id, s.top_x,
        s.top_y, s.bottom_x, s.bottom_y, p.picture_set_id, p.sample, p.width, p.height
),

-- The model once for each inference, not for each box.
ran as (
    select
        i.container_id,
        i.id,
        i.pipeline_id,
        i.withdrawn_at,
        -- A model that was renamed since is one model all the same.
        coalesce(mo.name, m.name) as model_name,
        m.version as model_version
    from nachet_data.inference as i
    left join nachet_data.inference_model as m
        on
            i.container_id = m.container_id
            and i.id = m.inference_id
            and i.withdrawn_at is null
            and m.position = (
                select max(l.position)
                from nachet_data.inference_model as l
                where l.container_id = i.container_id and l.inference_id = i.id
            )
    left join nachet_data.model_version as mv on m.model_version_id = mv.id
    left join nachet_data.model as mo on mv.model_id = mo.id
),

guess as (
    select
        any_seed.id,
        e.id as seed_id,
        e.name as seed_name
    from nachet_data.seed as any_seed
    inner join nachet_data.seed as e on any_seed.current_id = e.id
)

select
    s.container_id,
    s.picture_id,
    s.id as specimen_id,
    s.state,
    s.seed_id,
    e.seed_name,
    e.rank,
    e.genus,
    e.family,
    coalesce(s.said_type_id, e.object_type_id, o.type_id, s.type_id) as object_type_id,
    s.qualifier,
    s.top_x,
    s.top_y,
    s.bottom_x,
    s.bottom_y,
    (
        s.top_x < 0 or s.top_y < 0 or s.bottom_x > s.width or s.bottom_y > s.height
    ) is true as partly_outside,
    s.identified_by,
    s.identified_at,
    (
        case
            when s.each_counts then s.nb_said
            else (
                select count(*)
                from nachet.opinion as v
                where v.container_id = s.container_id and v.specimen_id = s.id
            )
        end
    )::integer as nb_reader,
    (
        case
            when s.each_counts then s.nb_agreeing
            else (
                select count(*)
                from nachet.opinion as v
                where
                    v.container_id = s.container_id
                    and v.specimen_id = s.id
                    and case s.state
                        when 'settled' then v.seed_id = s.seed_id
                        when 'rejected' then v.seed_id is null
                    end
            )
        end
    )::integer as nb_agreeing,
    o.manual_detection,
    o.inference_id,
    i.pipeline_id,
    pl.name as pipeline_name,
    i.model_name,
    i.model_version,
    g.seed_id as model_seed_id,
    g.seed_name as model_seed_name,
    case when g.seed_id is not null then o.top_score end as model_score,
    s.picture_set_id,
    s.sample
from said as s
left join nachet_data.object as o on s.container_id = o.container_id and s.object_id = o.id
left join ran as i on o.container_id = i.container_id and o.inference_id = i.id
left join nachet_data.pipeline as pl on i.pipeline_id = pl.id
left join nachet.export_seed as e on s.seed_id = e.seed_id
left join guess as g
    on o.top_seed_id = g.id and i.withdrawn_at is null and not o.manual_detection;

comment on view nachet.export_specimen is
'For exports: every specimen of a confirmed picture that is not in the trash, whatever its state.';
comment on column nachet.export_specimen.container_id is 'The container of the picture.';
comment on column nachet.export_specimen.picture_id is 'The picture.';
comment on column nachet.export_specimen.specimen_id is 'The specimen.';
comment on column nachet.export_specimen.state is
'open: to be reviewed again; settled: its species is known; disputed: people differ; rejected: '
'there is no seed.';
comment on column nachet.export_specimen.seed_id is
'Its species, when it is settled, or the one that this was merged into.';
comment on column nachet.export_specimen.seed_name is 'Name of the species.';
comment on column nachet.export_specimen.rank is
'Rank of the species: family, genus, group, species, subspecies, variety or form.';
comment on column nachet.export_specimen.genus is 'Name of its genus; null where it is not known.';
comment on column nachet.export_specimen.family is
'Name of its family; null where it is not known.';
comment on column nachet.export_specimen.object_type_id is
'The kind of thing: what the deciding person said, otherwise that of the species, or of the box '
'that was looked at.';
comment on column nachet.export_specimen.qualifier is
'What the deciding person doubts, e.g. cf., aff. or ?; null when nothing.';
comment on column nachet.export_specimen.top_x is 'Left edge in pixels.';
comment on column nachet.export_specimen.top_y is 'Top edge in pixels.';
comment on column nachet.export_specimen.bottom_x is 'Right edge in pixels.';
comment on column nachet.export_specimen.bottom_y is 'Bottom edge in pixels.';
comment on column nachet.export_specimen.partly_outside is
'Whether the box is partly outside its picture.';
comment on column nachet.export_specimen.identified_by is
'The user from whose identification its state comes.';
comment on column nachet.export_specimen.identified_at is 'When that was said.';
comment on column nachet.export_specimen.nb_reader is
'How many people said what it is; opinion says whose word counts.';
comment on column nachet.export_specimen.nb_agreeing is
'How many of them said last what it is now: its species, or no seed where it is rejected.';
comment on column nachet.export_specimen.manual_detection is
'Whether a person added the box that was looked at.';
comment on column nachet.export_specimen.inference_id is
'The inference of the box that was looked at.';
comment on column nachet.export_specimen.pipeline_id is 'The pipeline that ran for it.';
comment on column nachet.export_specimen.pipeline_name is 'Name of the pipeline.';
comment on column nachet.export_specimen.model_name is
'The last model of the inference, which names species; null where none is known or the inference '
'is withdrawn.';
comment on column nachet.export_specimen.model_version is 'Its version.';
comment on column nachet.export_specimen.model_seed_id is
'The species of the models'' best guess; null for a box that a person added, or of a withdrawn '
'inference.';
comment on column nachet.export_specimen.model_seed_name is 'Name of that species.';
comment on column nachet.export_specimen.model_score is 'Score of that guess, 0 to 1.';
comment on column nachet.export_specimen.picture_set_id is 'The folder of the picture.';
comment on column nachet.export_specimen.sample is 'The sample that the seeds are from.';
grant select on nachet.export_specimen to nachet_analyst;
