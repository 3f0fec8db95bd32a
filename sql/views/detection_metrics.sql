create or replace view nachet.detection_metrics
with (security_barrier) as
select
    v.model_name,
    v.version,
    v.model_version_id,
    v.nb_specimen,
    v.nb_missed,
    v.nb_false_alarm,
    (v.nb_specimen - v.nb_missed)::double precision
    / nullif(v.nb_specimen - v.nb_missed + v.nb_false_alarm, 0) as precision,
    (v.nb_specimen - v.nb_missed)::double precision / nullif(v.nb_specimen, 0) as recall
from (
    select
        coalesce(mo.name, d.name) as model_name,
        d.version,
        d.model_version_id,
        sum(t.nb_specimen)::bigint as nb_specimen,
        sum(t.nb_missed)::bigint as nb_missed,
        sum(t.nb_false_alarm)::bigint as nb_false_alarm
    from nachet_data.inference_tally as t
    inner join nachet_data.inference as i
        on t.container_id = i.container_id and t.inference_id = i.id
    inner join nachet_data.picture as p
        on i.container_id = p.container_id and i.picture_id = p.id
    left join nachet_data.inference_model as d
        on t.container_id = d.container_id and t.inference_id = d.inference_id and d.position = 1
    left join nachet_data.model_version as mv on d.model_version_id = mv.id
    left join nachet_data.model as mo on mv.model_id = mo.id
    where p.state = 'confirmed' and p.deleted_at is null
    group by coalesce(mo.name, d.name), d.version, d.model_version_id
) as v;

comment on view nachet.detection_metrics is
'What each version of the model that finds the boxes missed and invented, over the specimens that '
'are settled or rejected.';
comment on column nachet.detection_metrics.model_name is
'The first model of the inference, which finds the boxes; null if the inference has none.';
comment on column nachet.detection_metrics.version is 'Its version.';
comment on column nachet.detection_metrics.model_version_id is
'Its imported version; null if it is not imported.';
comment on column nachet.detection_metrics.nb_specimen is
'Settled specimens, once for each inference of their picture.';
comment on column nachet.detection_metrics.nb_missed is
'Of these, how many no box of the models shows.';
comment on column nachet.detection_metrics.nb_false_alarm is
'Boxes that show no seed: their specimen is rejected.';
comment on column nachet.detection_metrics.precision is
'Share of the reviewed boxes that show a seed, 0 to 1.';
comment on column nachet.detection_metrics.recall is
'Share of the specimens that a box shows, 0 to 1.';
grant select on nachet.detection_metrics to nachet_analyst;
