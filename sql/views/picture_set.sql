create or replace view nachet.picture_set
with (security_barrier) as
select
    ps.id,
    ps.picture_set,
    ps.owner_id,
    ps.upload_date,
    ps.container_id,
    ps.name,
    ps.parent,
    ps.sample_id
from nachet_data.picture_set as ps
where ps.deleted_at is null;

comment on view nachet.picture_set is 'ERD: a folder of pictures that is not in the trash.';
comment on column nachet.picture_set.id is 'The folder.';
comment on column nachet.picture_set.picture_set is 'The creator''s metadata, as a document.';
comment on column nachet.picture_set.owner_id is 'The user who created it.';
comment on column nachet.picture_set.upload_date is 'When it was created.';
comment on column nachet.picture_set.container_id is 'The container of the folder.';
comment on column nachet.picture_set.name is 'Its name.';
comment on column nachet.picture_set.parent is
'The folder that it lies in; null at the top of its container.';
comment on column nachet.picture_set.sample_id is 'The sample that it belongs to; null for none.';
grant select on nachet.picture_set to nachet_analyst;
