create or replace view nachet.picture_summary as
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
    p.zoom,
    p.nb_seeds,
    p.description,
    p.picture as metadata,
    p.nb_object,
    p.verified,
    coalesce(named.seeds, '[]') as seeds,
    'user-' || p.blob_container_id as container_name,
    p.blob_name,
    p.upload_date,
    p.updated_at
from nachet_data.picture as p
inner join nachet_data.picture_set as ps
    on p.container_id = ps.container_id and p.picture_set_id = ps.id
left join lateral (
    select
        jsonb_agg(
            jsonb_build_object('seed_id', s.id, 'seed_name', s.name) order by s.name
        ) as seeds
    from nachet_data.picture_seed as pse
    inner join nachet_data.seed as s on pse.seed_id = s.id
    where pse.container_id = p.container_id and pse.picture_id = p.id
) as named on true
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.picture_summary is
'Every picture that readers may see: confirmed, and not in the trash.';
comment on column nachet.picture_summary.container_id is 'The container that it is in.';
comment on column nachet.picture_summary.picture_id is 'The picture.';
comment on column nachet.picture_summary.picture_set_id is 'The folder that it is in.';
comment on column nachet.picture_summary.folder_name is 'The folder''s name.';
comment on column nachet.picture_summary.parent is 'The picture that it was cut out of.';
comment on column nachet.picture_summary.parent_box is
'Where it was cut: topX, topY, bottomX, bottomY in pixels of the parent.';
comment on column nachet.picture_summary.user_id is 'The user who uploaded it.';
comment on column nachet.picture_summary.media_type is 'What its bytes are, e.g. image/tiff.';
comment on column nachet.picture_summary.byte_size is 'Size of its blob in bytes.';
comment on column nachet.picture_summary.sha256 is 'SHA-256 of its bytes, hexadecimal.';
comment on column nachet.picture_summary.width is 'Pixels from left to right.';
comment on column nachet.picture_summary.height is 'Pixels from top to bottom.';
comment on column nachet.picture_summary.zoom is 'Magnification of the microscope.';
comment on column nachet.picture_summary.nb_seeds is
'Number of seeds, as its uploader counted them.';
comment on column nachet.picture_summary.description is 'What its uploader says of it, as text.';
comment on column nachet.picture_summary.metadata is
'What else its uploader says of it, as a document.';
comment on column nachet.picture_summary.nb_object is
'Boxes in its newest inference; null while it has none.';
comment on column nachet.picture_summary.verified is 'Whether its species are known.';
comment on column nachet.picture_summary.seeds is
'Species known to be in it: seed_id, seed_name, by name.';
comment on column nachet.picture_summary.container_name is
'Container in the blob store that holds its blob now.';
comment on column nachet.picture_summary.blob_name is 'Name of its blob now.';
comment on column nachet.picture_summary.upload_date is 'When it was uploaded.';
comment on column nachet.picture_summary.updated_at is
'When it was confirmed, verified or moved last.';
grant select on nachet.picture_summary to nachet_backend, nachet_analyst;
