create or replace view nachet.picture as
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

comment on view nachet.picture is
'ERD: a picture that readers may see, confirmed and not in the trash.';
comment on column nachet.picture.id is 'The picture.';
comment on column nachet.picture.picture is 'What its uploader says of it, as a document.';
comment on column nachet.picture.picture_set_id is 'The folder that it is in.';
comment on column nachet.picture.parent is 'The picture that it was cut out of.';
comment on column nachet.picture.nb_object is
'Boxes in its newest inference; null while it has none.';
comment on column nachet.picture.verified is 'Whether its species are known.';
comment on column nachet.picture.upload_date is 'When it was uploaded.';
comment on column nachet.picture.container_id is 'The container that it is in.';
grant select on nachet.picture to nachet_backend, nachet_analyst;
