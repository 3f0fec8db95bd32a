create or replace view nachet.export_picture
with (security_barrier) as
select
    p.container_id,
    p.id as picture_id,
    p.picture_set_id,
    ps.name as folder_name,
    -- The same expression as nachet._container_name, which readers may not execute.
    'user-' || p.blob_container_id as container_name,
    p.blob_name,
    p.name,
    p.media_type,
    p.byte_size,
    encode(p.sha256, 'hex') as sha256,
    p.width,
    p.height,
    p.orientation,
    p.zoom,
    p.nb_seeds,
    p.description,
    p.device,
    p.lens,
    p.tray,
    p.sample,
    p.taken_at,
    p.upload_date as uploaded_at,
    coalesce(p.parent, p.former_parent) as parent_id,
    case
        when
            coalesce(p.parent, p.former_parent) is null
            and (
                sa.number is not null
                or not exists (
                    select
                    from nachet_data.picture as c
                    where c.container_id = p.container_id and c.parent = p.id
                )
            )
            then coalesce(sa.number, p.sample, p.id::text)
        else (
            with recursive up as (
                select
                    p.id,
                    p.parent,
                    p.former_parent
                union all
                select
                    a.id,
                    a.parent,
                    a.former_parent
                from up as u
                inner join nachet_data.picture as a
                    on a.container_id = p.container_id and u.parent = a.id
            ),

            tree as (
                select
                    t.id,
                    t.picture_set_id,
                    t.sample,
                    t.former_parent,
                    -- Of several crops of one that is gone none speaks for the others.
                    t.former_parent is null as is_root
                from up as r
                inner join nachet_data.picture as t
                    on
                        t.container_id = p.container_id
                        and (r.id = t.id or r.former_parent = t.former_parent)
                where r.parent is null
                union all
                select
                    c.id,
                    c.picture_set_id,
                    c.sample,
                    t.former_parent,
                    false as is_root
                from tree as t
                inner join nachet_data.picture as c
                    on c.container_id = p.container_id and t.id = c.parent
            )

            select
                coalesce(
                    min(l.number) filter (where t.is_root),
                    min(l.number),
                    min(t.sample) filter (where t.is_root),
                    min(t.sample),
                    min(coalesce(t.former_parent, t.id)::text)
                    filter (where t.is_root or t.former_parent is not null)
                )
            from tree as t
            inner join nachet_data.picture_set as f
                on f.container_id = p.container_id and t.picture_set_id = f.id
            left join nachet_data.sample as l
                on l.container_id = p.container_id and f.sample_id = l.id
        )
    end as split_group,
    p.verified,
    p.verified
    and not exists (
        select
        from nachet_data.specimen as s
        where s.container_id = p.container_id and s.picture_id = p.id and s.state <> 'rejected'
    )
    and not exists (
        select
        from nachet_data.picture_seed as pse
        where pse.container_id = p.container_id and pse.picture_id = p.id
    ) as background,
    array(
        select distinct s.state
        from nachet_data.specimen as s
        where s.container_id = p.container_id and s.picture_id = p.id
        order by s.state
    ) as specimen_states,
    sa.number as sample_number
from nachet_data.picture as p
inner join nachet_data.picture_set as ps
    on p.container_id = ps.container_id and p.picture_set_id = ps.id
left join nachet_data.sample as sa
    on ps.container_id = sa.container_id and ps.sample_id = sa.id
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.export_picture is
'For exports: every confirmed picture that is not in the trash.';
comment on column nachet.export_picture.container_id is 'The container of the picture.';
comment on column nachet.export_picture.picture_id is 'The picture.';
comment on column nachet.export_picture.picture_set_id is 'The folder of the picture.';
comment on column nachet.export_picture.folder_name is 'The folder''s name.';
comment on column nachet.export_picture.container_name is
'Container in the blob store where its blob is now.';
comment on column nachet.export_picture.blob_name is 'Name of its blob now.';
comment on column nachet.export_picture.name is
'The name of its file; null where nobody gave one.';
comment on column nachet.export_picture.media_type is 'Media type of its bytes, e.g. image/tiff.';
comment on column nachet.export_picture.byte_size is 'Size of its blob in bytes.';
comment on column nachet.export_picture.sha256 is 'SHA-256 of its bytes, in hexadecimal.';
comment on column nachet.export_picture.width is 'Width in pixels, as people see it.';
comment on column nachet.export_picture.height is 'Height in pixels, as people see it.';
comment on column nachet.export_picture.orientation is
'How its bytes are turned, as EXIF counts: 1 as they lie.';
comment on column nachet.export_picture.zoom is 'Magnification of the microscope.';
comment on column nachet.export_picture.nb_seeds is 'Number of seeds, as the uploader stated it.';
comment on column nachet.export_picture.description is 'The uploader''s description.';
comment on column nachet.export_picture.device is 'What it was taken with: camera, microscope.';
comment on column nachet.export_picture.lens is 'The lens that it was taken through.';
comment on column nachet.export_picture.tray is 'The tray that the seeds lay in.';
comment on column nachet.export_picture.sample is
'The sample that the seeds are from, as the uploader wrote it.';
comment on column nachet.export_picture.taken_at is 'When it was taken.';
comment on column nachet.export_picture.uploaded_at is 'When it was uploaded.';
comment on column nachet.export_picture.parent_id is
'For a crop: the picture that it was cut out of, also where that is gone; else null.';
comment on column nachet.export_picture.split_group is
'What stays on one side when pictures are split into sets: the same for all pictures of a sample '
'and for a picture and all its crops. The number of the sample that the folder belongs to, else '
'what the uploader said of the sample, of the picture that all were cut out of, else of one of its '
'crops; where nothing is known, its id.';
comment on column nachet.export_picture.verified is 'Whether its species are known.';
comment on column nachet.export_picture.background is
'Whether people looked at it and found nothing: it is verified, has no specimen but rejected ones, '
'and nobody named a species.';
comment on column nachet.export_picture.specimen_states is
'The states of its specimens, each once.';
comment on column nachet.export_picture.sample_number is
'The number of the sample that its folder belongs to; null for none.';
grant select on nachet.export_picture to nachet_analyst;
