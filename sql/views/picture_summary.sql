create or replace view nachet.picture_summary
with (security_barrier) as
select
    p.container_id,
    p.id as picture_id,
    p.picture_set_id,
    ps.name as folder_name,
    p.parent,
    p.parent_box,
    p.user_id,
    p.media_type,
    p.byte_size,
    encode(p.sha256, 'hex') as sha256,
    p.width,
    p.height,
    p.orientation,
    p.zoom,
    p.nb_seeds,
    p.description,
    p.picture as metadata,
    p.nb_object,
    p.verified,
    (
        select
            coalesce(
                jsonb_agg(
                    jsonb_build_object('seed_id', s.id, 'seed_name', s.name) order by s.name
                ),
                '[]'
            )
        from nachet_data.seed as s
        where
            s.id in (
                select known.current_id
                from nachet_data.picture_seed as pse
                inner join nachet_data.seed as known on pse.seed_id = known.id
                where pse.container_id = p.container_id and pse.picture_id = p.id
            )
    ) as seeds,
    -- The same expression as nachet._container_name, which readers may not execute.
    'user-' || p.blob_container_id as container_name,
    p.blob_name,
    p.upload_date,
    p.updated_at,
    p.name,
    p.device,
    p.lens,
    p.tray,
    p.sample,
    p.taken_at,
    p.former_parent
from nachet_data.picture as p
inner join nachet_data.picture_set as ps
    on p.container_id = ps.container_id and p.picture_set_id = ps.id
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.picture_summary is 'Every confirmed picture that is not in the trash.';
comment on column nachet.picture_summary.container_id is 'The container of the picture.';
comment on column nachet.picture_summary.picture_id is 'The picture.';
comment on column nachet.picture_summary.picture_set_id is 'The folder of the picture.';
comment on column nachet.picture_summary.folder_name is 'The folder''s name.';
comment on column nachet.picture_summary.parent is
'For a crop: the picture that it was cut out of.';
comment on column nachet.picture_summary.parent_box is
'For a crop: its place in the parent; topX, topY, bottomX, bottomY in pixels.';
comment on column nachet.picture_summary.user_id is 'The user who uploaded it.';
comment on column nachet.picture_summary.media_type is 'Media type of its bytes, e.g. image/tiff.';
comment on column nachet.picture_summary.byte_size is 'Size of its blob in bytes.';
comment on column nachet.picture_summary.sha256 is 'SHA-256 of its bytes, in hexadecimal.';
comment on column nachet.picture_summary.width is 'Width in pixels, as people see it.';
comment on column nachet.picture_summary.height is 'Height in pixels, as people see it.';
comment on column nachet.picture_summary.orientation is
'How its bytes are turned, as EXIF counts: 1 as they lie.';
comment on column nachet.picture_summary.zoom is 'Magnification of the microscope.';
comment on column nachet.picture_summary.nb_seeds is 'Number of seeds, as the uploader stated it.';
comment on column nachet.picture_summary.description is 'The uploader''s description.';
comment on column nachet.picture_summary.metadata is 'The uploader''s metadata, as a document.';
comment on column nachet.picture_summary.nb_object is
'Boxes that the models found in its newest inference; null without an inference.';
comment on column nachet.picture_summary.verified is 'Whether its species are known.';
comment on column nachet.picture_summary.seeds is
'Species known to be in it: seed_id, seed_name, by name.';
comment on column nachet.picture_summary.container_name is
'Container in the blob store where its blob is now.';
comment on column nachet.picture_summary.blob_name is 'Name of its blob now.';
comment on column nachet.picture_summary.upload_date is 'When it was uploaded.';
comment on column nachet.picture_summary.updated_at is
'When it was last confirmed, changed, verified or moved.';
comment on column nachet.picture_summary.name is 'The name of its file.';
comment on column nachet.picture_summary.device is 'What it was taken with: camera, microscope.';
comment on column nachet.picture_summary.lens is 'The lens that it was taken through.';
comment on column nachet.picture_summary.tray is 'The tray that the seeds lay in.';
comment on column nachet.picture_summary.sample is 'The sample that the seeds are from.';
comment on column nachet.picture_summary.taken_at is 'When it was taken.';
comment on column nachet.picture_summary.former_parent is
'For a crop whose parent is gone from the container: the picture that it was cut out of.';
grant select on nachet.picture_summary to nachet_analyst;
