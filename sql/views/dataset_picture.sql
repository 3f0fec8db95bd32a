create or replace view nachet.dataset_picture
with (security_barrier) as
select
    d.dataset_id,
    d.pinned_container_id as container_id,
    d.picture_id,
    d.picture_set_id,
    d.folder_name,
    -- The same expression as nachet._container_name, which readers may not execute.
    'user-' || p.blob_container_id as container_name,
    p.blob_name,
    d.name,
    d.media_type,
    d.byte_size,
    encode(d.sha256, 'hex') as sha256,
    d.width,
    d.height,
    d.orientation,
    d.zoom,
    d.nb_seeds,
    d.description,
    d.device,
    d.lens,
    d.tray,
    d.sample,
    d.taken_at,
    d.uploaded_at,
    d.parent_id,
    d.split_group,
    d.verified,
    d.purged_at is not null as purged,
    d.purged_at,
    encode(d.digest, 'hex') as digest
from nachet_data.dataset_picture as d
left join nachet_data.picture as p on d.container_id = p.container_id and d.held_id = p.id;

comment on view nachet.dataset_picture is
'The pictures of a dataset, as they were when it was pinned; where their blobs are is said as of '
'now.';
comment on column nachet.dataset_picture.dataset_id is 'The dataset.';
comment on column nachet.dataset_picture.container_id is 'The container that it was in.';
comment on column nachet.dataset_picture.picture_id is 'The picture.';
comment on column nachet.dataset_picture.picture_set_id is 'The folder that it was in.';
comment on column nachet.dataset_picture.folder_name is 'The folder''s name.';
comment on column nachet.dataset_picture.container_name is
'Container in the blob store where its blob is now; null when it was purged.';
comment on column nachet.dataset_picture.blob_name is
'Name of its blob now; null when it was purged.';
comment on column nachet.dataset_picture.name is
'The name of its file; null where nobody gave one.';
comment on column nachet.dataset_picture.media_type is 'Media type of its bytes, e.g. image/tiff.';
comment on column nachet.dataset_picture.byte_size is 'Size of its blob in bytes.';
comment on column nachet.dataset_picture.sha256 is 'SHA-256 of its bytes, in hexadecimal.';
comment on column nachet.dataset_picture.width is 'Width in pixels, as people see it.';
comment on column nachet.dataset_picture.height is 'Height in pixels, as people see it.';
comment on column nachet.dataset_picture.orientation is
'How its bytes are turned, as EXIF counts: 1 as they lie.';
comment on column nachet.dataset_picture.zoom is 'Magnification of the microscope.';
comment on column nachet.dataset_picture.nb_seeds is 'Number of seeds, as the uploader stated it.';
comment on column nachet.dataset_picture.description is 'The uploader''s description.';
comment on column nachet.dataset_picture.device is 'What it was taken with: camera, microscope.';
comment on column nachet.dataset_picture.lens is 'The lens that it was taken through.';
comment on column nachet.dataset_picture.tray is 'The tray that the seeds lay in.';
comment on column nachet.dataset_picture.sample is 'The sample that the seeds are from.';
comment on column nachet.dataset_picture.taken_at is 'When it was taken.';
comment on column nachet.dataset_picture.uploaded_at is 'When it was uploaded.';
comment on column nachet.dataset_picture.parent_id is
'For a crop: the picture that it was cut out of, also where that is gone; else null.';
comment on column nachet.dataset_picture.split_group is
'What stays on one side when pictures are split into sets: the same for all pictures of a sample '
'and for a picture and all its crops. The sample of the picture or of the one that it was cut out '
'of, where one is known; else the id of the latter.';
comment on column nachet.dataset_picture.verified is 'Whether its species are known.';
comment on column nachet.dataset_picture.purged is 'Whether it was purged since.';
comment on column nachet.dataset_picture.purged_at is 'When it was purged.';
comment on column nachet.dataset_picture.digest is
'SHA-256 of its line and the lines of its specimens, in hexadecimal: create_dataset says of what.';
grant select on nachet.dataset_picture to nachet_analyst;
