create or replace view nachet.picture_set_summary
with (security_barrier) as
select
    ps.container_id,
    ps.id as picture_set_id,
    ps.name as folder_name,
    ps.is_default,
    ps.owner_id,
    ps.picture_set as metadata,
    count(p.id) as nb_pictures,
    count(p.id) filter (where p.nb_object is not null) as nb_inferred,
    count(p.id) filter (where p.verified) as nb_verified,
    coalesce(sum(p.byte_size), 0)::bigint as byte_size,
    greatest(ps.updated_at, max(p.updated_at)) as last_activity,
    ps.upload_date,
    ps.parent,
    ps.former_container_id,
    ps.former_picture_set_id,
    ps.sample_id
from nachet_data.picture_set as ps
left join nachet_data.picture as p
    on
        ps.container_id = p.container_id and ps.id = p.picture_set_id
        and p.state = 'confirmed' and p.deleted_at is null
where ps.deleted_at is null
group by
    ps.container_id, ps.id, ps.name, ps.is_default, ps.owner_id, ps.picture_set, ps.updated_at,
    ps.upload_date, ps.parent, ps.former_container_id, ps.former_picture_set_id,
    ps.sample_id;

comment on view nachet.picture_set_summary is
'Every folder that is not in the trash, with what it holds.';
comment on column nachet.picture_set_summary.container_id is 'The container of the folder.';
comment on column nachet.picture_set_summary.picture_set_id is 'The folder.';
comment on column nachet.picture_set_summary.folder_name is 'Its name.';
comment on column nachet.picture_set_summary.is_default is
'Whether it is the container''s default folder.';
comment on column nachet.picture_set_summary.owner_id is 'The user who created it.';
comment on column nachet.picture_set_summary.metadata is 'The creator''s metadata, as a document.';
comment on column nachet.picture_set_summary.nb_pictures is 'Pictures in it.';
comment on column nachet.picture_set_summary.nb_inferred is 'Of these, pictures with an inference.';
comment on column nachet.picture_set_summary.nb_verified is 'Of these, verified pictures.';
comment on column nachet.picture_set_summary.byte_size is 'Total size of their blobs in bytes.';
comment on column nachet.picture_set_summary.last_activity is
'When the folder or a picture in it last changed.';
comment on column nachet.picture_set_summary.upload_date is 'When it was created.';
comment on column nachet.picture_set_summary.parent is
'The folder that it lies in; null at the top of its container.';
comment on column nachet.picture_set_summary.former_container_id is
'For a folder of the archive: the container that its pictures came from.';
comment on column nachet.picture_set_summary.former_picture_set_id is
'For a folder of the archive: the folder that its pictures came from.';
comment on column nachet.picture_set_summary.sample_id is
'The sample that it belongs to; null for none.';
grant select on nachet.picture_set_summary to nachet_analyst;
