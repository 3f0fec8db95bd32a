create or replace view nachet.export_specimen
with (security_barrier) as
-- The model once for each inference, not for each box.
with ran as (
    select
        i.container_id,
        i.id,
        i.pipeline_id,
        i.withdrawn_at,
        m.model_name,
        m.model_version
    from nachet_data.inference as i
    left join
        lateral (
            select
                -- A model that was renamed since is one model all the same.
                coalesce(mo.name, im.name) as model_name,
                im.version as model_version
            from nachet_data.inference_model as im
            left join nachet_data.model_version as mv on im.model_version_id = mv.id
            left join nachet_data.model as mo on mv.model_id = mo.id
            where
                im.container_id = i.container_id
                and im.inference_id = i.id
                and i.withdrawn_at is null
            order by im.position desc
            limit 1
        ) as m
        on true
)

select
    s.container_id,
    s.picture_id,
    s.id as specimen_id,
    s.state,
    e.seed_id,
    e.seed_name,
    e.rank,
    e.genus,
    e.family,
    coalesce(d.type_id, k.object_type_id, o.type_id, s.type_id) as object_type_id,
    d.qualifier,
    s.top_x,
    s.top_y,
    s.bottom_x,
    s.bottom_y,
    (
        s.top_x < 0 or s.top_y < 0 or s.bottom_x > p.width or s.bottom_y > p.height
    ) is true as partly_outside,
    d.user_id as identified_by,
    d.upload_date as identified_at,
    w.nb_reader,
    w.nb_agreeing,
    o.manual_detection,
    o.inference_id,
    i.pipeline_id,
    pl.name as pipeline_name,
    i.model_name,
    i.model_version,
    g.id as model_seed_id,
    g.name as model_seed_name,
    case when g.id is not null then o.top_score end as model_score,
    p.picture_set_id,
    p.sample
from nachet_data.specimen as s
inner join nachet_data.picture as p
    on s.container_id = p.container_id and s.picture_id = p.id
left join nachet_data.identification as d
    on s.container_id = d.container_id and s.identification_id = d.id
left join nachet_data.object as o
    on d.container_id = o.container_id and d.object_id = o.id
left join ran as i
    on o.container_id = i.container_id and o.inference_id = i.id
left join nachet_data.pipeline as pl on i.pipeline_id = pl.id
left join nachet_data.seed as decided on s.seed_id = decided.id
left join nachet_data.seed as k on decided.current_id = k.id
left join nachet.export_seed as e on decided.current_id = e.seed_id
left join nachet_data.seed as top
    on o.top_seed_id = top.id and i.withdrawn_at is null and not o.manual_detection
left join nachet_data.seed as g on top.current_id = g.id
left join
    lateral (
        select
            count(*)::integer as nb_reader,
            (
                count(*) filter (
                    where
                    case s.state
                        when 'settled' then v.seed_id = k.id
                        when 'rejected' then v.seed_id is null
                    end
                )
            )::integer as nb_agreeing
        from nachet.opinion as v
        where v.container_id = s.container_id and v.specimen_id = s.id
    ) as w
    on true
where p.state = 'confirmed' and p.deleted_at is null;

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
