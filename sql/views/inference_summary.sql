create or replace view nachet.inference_summary
with (security_barrier) as
select
    i.container_id,
    i.id as inference_id,
    i.picture_id,
    i.pipeline_id,
    pl.name as pipeline_name,
    i.user_id,
    i.verified,
    i.verified_by,
    i.nb_object,
    i.top_score,
    count(o.id) filter (where s.state in ('settled', 'rejected')) as nb_reviewed,
    count(o.id) filter (where s.state = 'settled') as nb_valid,
    count(o.id) filter (where s.state = 'rejected') as nb_rejected,
    count(o.id) filter (where o.manual_detection) as nb_added,
    i.upload_date,
    i.updated_at
from nachet_data.inference as i
inner join nachet_data.pipeline as pl on i.pipeline_id = pl.id
inner join nachet_data.picture as p
    on i.container_id = p.container_id and i.picture_id = p.id
left join nachet_data.object as o
    on i.container_id = o.container_id and i.id = o.inference_id
left join nachet_data.specimen as s
    on o.container_id = s.container_id and o.specimen_id = s.id
where p.state = 'confirmed' and p.deleted_at is null and i.withdrawn_at is null
group by
    i.container_id, i.id, i.picture_id, i.pipeline_id, pl.name, i.user_id, i.verified,
    i.verified_by, i.nb_object, i.top_score, i.upload_date, i.updated_at;

comment on view nachet.inference_summary is
'Every inference that is not withdrawn, with the state of its review.';
comment on column nachet.inference_summary.container_id is 'The container of the picture.';
comment on column nachet.inference_summary.inference_id is 'The inference.';
comment on column nachet.inference_summary.picture_id is 'The picture.';
comment on column nachet.inference_summary.pipeline_id is 'The pipeline that ran.';
comment on column nachet.inference_summary.pipeline_name is 'Its name.';
comment on column nachet.inference_summary.user_id is 'The user who registered it.';
comment on column nachet.inference_summary.verified is 'Whether all its boxes are reviewed.';
comment on column nachet.inference_summary.verified_by is
'The user who reviewed the last box, or verified an inference without boxes.';
comment on column nachet.inference_summary.nb_object is 'Boxes that the models found.';
comment on column nachet.inference_summary.top_score is 'Score of the best guess, 0 to 1.';
comment on column nachet.inference_summary.nb_reviewed is 'Boxes that people reviewed.';
comment on column nachet.inference_summary.nb_valid is 'Boxes that people verified.';
comment on column nachet.inference_summary.nb_rejected is 'Boxes that people rejected.';
comment on column nachet.inference_summary.nb_added is 'Boxes that people added.';
comment on column nachet.inference_summary.upload_date is 'When it was registered.';
comment on column nachet.inference_summary.updated_at is
'When it was registered, verified or reopened last.';
grant select on nachet.inference_summary to nachet_analyst;
