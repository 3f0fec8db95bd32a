create or replace view nachet.model_accuracy as
select
    v.model_version_id,
    v.model_name,
    v.version,
    v.nb_reviewed,
    v.nb_valid,
    v.nb_right,
    v.nb_right::double precision / v.nb_reviewed as accuracy,
    v.nb_top5,
    v.nb_top5::double precision / v.nb_reviewed as top5_accuracy
from (
    select
        im.model_version_id,
        im.name as model_name,
        im.version,
        sum(t.nb - t.nb_missed)::bigint as nb_reviewed,
        coalesce(sum(t.nb - t.nb_missed) filter (where t.seed_id is not null), 0)::bigint
            as nb_valid,
        coalesce(sum(t.nb) filter (where t.correct), 0)::bigint as nb_right,
        sum(t.nb_top5)::bigint as nb_top5
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
    inner join nachet.tally as t
        on im.container_id = t.container_id and im.inference_id = t.inference_id
    where t.model_seed_id is not null
    group by im.model_version_id, im.name, im.version
) as v;

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
comment on column nachet.model_accuracy.nb_top5 is
'Boxes with the verified species among their five best guesses.';
comment on column nachet.model_accuracy.top5_accuracy is 'nb_top5 / nb_reviewed, 0 to 1.';
grant select on nachet.model_accuracy to nachet_backend, nachet_analyst;
