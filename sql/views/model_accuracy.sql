create or replace view nachet.model_accuracy as
select
    im.model_version_id,
    im.name as model_name,
    im.version,
    count(*) as nb_reviewed,
    count(*) filter (where s.state = 'settled') as nb_valid,
    count(*) filter (where guessed.current_id = decided.current_id) as nb_right,
    count(*) filter (where guessed.current_id = decided.current_id)::double precision
    / count(*) as accuracy
from (
    -- One row, even if a document names the model twice.
    select distinct
        m.container_id,
        m.inference_id,
        m.model_version_id,
        m.name,
        m.version
    from nachet_data.inference_model as m
) as im
inner join nachet_data.inference as i
    on im.container_id = i.container_id and im.inference_id = i.id
inner join nachet_data.picture as p
    on i.container_id = p.container_id and i.picture_id = p.id
inner join nachet_data.object as o
    on im.container_id = o.container_id and im.inference_id = o.inference_id
inner join nachet_data.specimen as s
    on o.container_id = s.container_id and o.specimen_id = s.id
inner join nachet_data.seed as guessed on o.top_seed_id = guessed.id
left join nachet_data.seed as decided on s.seed_id = decided.id
where
    s.state in ('settled', 'rejected')
    and p.state = 'confirmed'
    and p.deleted_at is null
group by im.model_version_id, im.name, im.version;

comment on view nachet.model_accuracy is
'How often the best guess was right for each model version that took part, over the reviewed '
'boxes.';
comment on column nachet.model_accuracy.model_version_id is
'The imported version; null if it is not imported.';
comment on column nachet.model_accuracy.model_name is 'The model.';
comment on column nachet.model_accuracy.version is 'The version.';
comment on column nachet.model_accuracy.nb_reviewed is 'Boxes that people reviewed.';
comment on column nachet.model_accuracy.nb_valid is 'Of these, boxes that people verified.';
comment on column nachet.model_accuracy.nb_right is 'Of these, boxes whose best guess was right.';
comment on column nachet.model_accuracy.accuracy is 'nb_right / nb_reviewed, 0 to 1.';
grant select on nachet.model_accuracy to nachet_backend, nachet_analyst;
