create or replace view nachet.verified_object
with (security_barrier) as
select
    s.container_id,
    s.id as specimen_id,
    d.object_id,
    i.id as inference_id,
    p.id as picture_id,
    p.picture_set_id,
    e.id as seed_id,
    e.name as seed_name,
    top.current_id as model_seed_id,
    case when not o.manual_detection and i.withdrawn_at is null then o.top_score end as model_score,
    s.top_x,
    s.top_y,
    s.bottom_x,
    s.bottom_y,
    (
        s.top_x < 0 or s.top_y < 0 or s.bottom_x > p.width or s.bottom_y > p.height
    ) is true as partly_outside,
    o.manual_detection,
    i.pipeline_id,
    i.verified as inference_verified,
    p.width,
    p.height,
    p.zoom,
    p.media_type,
    -- The same expression as nachet._container_name, which readers may not execute.
    'user-' || p.blob_container_id as container_name,
    p.blob_name,
    d.upload_date as verified_at,
    d.qualifier,
    coalesce(d.type_id, e.object_type_id) as object_type_id
from nachet_data.specimen as s
inner join nachet_data.identification as d
    on s.container_id = d.container_id and s.identification_id = d.id
inner join nachet_data.object as o
    on d.container_id = o.container_id and d.object_id = o.id
inner join nachet_data.inference as i
    on o.container_id = i.container_id and o.inference_id = i.id
inner join nachet_data.picture as p
    on s.container_id = p.container_id and s.picture_id = p.id
inner join nachet_data.seed as decided on s.seed_id = decided.id
inner join nachet_data.seed as e on decided.current_id = e.id
left join nachet_data.seed as top on o.top_seed_id = top.id and i.withdrawn_at is null
where s.state = 'settled' and p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.verified_object is
'The training set: every settled specimen once, with its species and the place of its picture.';
comment on column nachet.verified_object.container_id is 'The container of the picture.';
comment on column nachet.verified_object.specimen_id is 'The specimen.';
comment on column nachet.verified_object.object_id is
'The box that the deciding person looked at.';
comment on column nachet.verified_object.inference_id is 'The inference of the box.';
comment on column nachet.verified_object.picture_id is 'The picture.';
comment on column nachet.verified_object.picture_set_id is 'The folder of the picture.';
comment on column nachet.verified_object.seed_id is 'The verified species.';
comment on column nachet.verified_object.seed_name is 'Its name.';
comment on column nachet.verified_object.model_seed_id is
'The species of the models'' best guess; null for a box that a person added, or of a withdrawn '
'inference.';
comment on column nachet.verified_object.model_score is 'Score of that guess, 0 to 1.';
comment on column nachet.verified_object.top_x is
'Left edge in pixels, after a person''s correction.';
comment on column nachet.verified_object.top_y is 'Top edge in pixels.';
comment on column nachet.verified_object.bottom_x is 'Right edge in pixels.';
comment on column nachet.verified_object.bottom_y is 'Bottom edge in pixels.';
comment on column nachet.verified_object.partly_outside is
'Whether the box is partly outside its picture.';
comment on column nachet.verified_object.manual_detection is 'Whether a person added it.';
comment on column nachet.verified_object.pipeline_id is 'The pipeline that ran.';
comment on column nachet.verified_object.inference_verified is
'Whether all boxes of its inference are reviewed.';
comment on column nachet.verified_object.width is 'Width of the picture in pixels.';
comment on column nachet.verified_object.height is 'Height of the picture in pixels.';
comment on column nachet.verified_object.zoom is 'Magnification of the microscope.';
comment on column nachet.verified_object.media_type is 'Media type of the picture.';
comment on column nachet.verified_object.container_name is
'Container in the blob store where the picture''s blob is now.';
comment on column nachet.verified_object.blob_name is 'Name of its blob now.';
comment on column nachet.verified_object.verified_at is 'When it was verified.';
comment on column nachet.verified_object.qualifier is
'What the deciding person doubts, e.g. cf., aff. or ?; null when nothing: to leave out the unsure '
'ones.';
comment on column nachet.verified_object.object_type_id is
'The kind of thing: what the deciding person said, otherwise that of the species.';
grant select on nachet.verified_object to nachet_analyst;
