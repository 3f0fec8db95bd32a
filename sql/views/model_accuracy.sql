create or replace view nachet.model_accuracy
with (security_barrier) as
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
        coalesce(mo.name, im.name) as model_name,
        im.version,
        sum(t.nb_reviewed)::bigint as nb_reviewed,
        sum(t.nb_valid)::bigint as nb_valid,
        sum(t.nb_right)::bigint as nb_right,
        sum(t.nb_top5)::bigint as nb_top5
    from nachet_data.inference_model as im
    inner join nachet.tally as t
        on im.container_id = t.container_id and im.inference_id = t.inference_id
    left join nachet_data.model_version as mv on im.model_version_id = mv.id
    left join nachet_data.model as mo on mv.model_id = mo.id
    where
        t.nb_reviewed > 0
        -- Once, even if a document names the model twice.
        and not exists (
            select
            from nachet_data.inference_model as n
            where
                n.container_id = im.container_id
                and n.inference_id = im.inference_id
                and n.name = im.name
                and n.version = im.version
                and n.position < im.position
        )
    group by im.model_version_id, coalesce(mo.name, im.name), im.version
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
grant select on nachet.model_accuracy to nachet_analyst;
