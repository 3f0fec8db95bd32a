create or replace view nachet.picture
with (security_barrier) as
select
    p.id,
    p.picture,
    p.picture_set_id,
    p.parent,
    p.nb_object,
    p.verified,
    p.upload_date,
    p.container_id
from nachet_data.picture as p
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.picture is 'ERD: a confirmed picture that is not in the trash.';
comment on column nachet.picture.id is 'The picture.';
comment on column nachet.picture.picture is 'The uploader''s metadata, as a document.';
comment on column nachet.picture.picture_set_id is 'The folder of the picture.';
comment on column nachet.picture.parent is 'For a crop: the picture that it was cut out of.';
comment on column nachet.picture.nb_object is
'Boxes that the models found in its newest inference; null without an inference.';
comment on column nachet.picture.verified is 'Whether its species are known.';
comment on column nachet.picture.upload_date is 'When it was uploaded.';
comment on column nachet.picture.container_id is 'The container of the picture.';
grant select on nachet.picture to nachet_analyst;
