create or replace view nachet.inference
with (security_barrier) as
select
    i.id,
    i.inference,
    i.picture_id,
    i.user_id,
    i.upload_date,
    i.pipeline_id,
    i.verified,
    i.container_id,
    i.withdrawn_at
from nachet_data.inference as i
inner join nachet_data.picture as p
    on i.container_id = p.container_id and i.picture_id = p.id
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.inference is
'ERD: one run of a pipeline over a picture; also those that were withdrawn.';
comment on column nachet.inference.id is 'The inference.';
comment on column nachet.inference.inference is
'The whole document as it was registered, before any review.';
comment on column nachet.inference.picture_id is 'The picture.';
comment on column nachet.inference.user_id is 'The user who registered it.';
comment on column nachet.inference.upload_date is 'When it was registered.';
comment on column nachet.inference.pipeline_id is 'The pipeline that ran.';
comment on column nachet.inference.verified is 'Whether all its boxes are reviewed.';
comment on column nachet.inference.container_id is 'The container of the picture.';
comment on column nachet.inference.withdrawn_at is
'When it was withdrawn; null while it holds. The views for evaluation leave withdrawn ones out.';
grant select on nachet.inference to nachet_analyst;
