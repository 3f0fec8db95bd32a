-- Loses no row: of pictures with the same bytes in one folder all but the first go into the trash.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local role nachet_owner;

lock table nachet_data.picture in share row exclusive mode;
update nachet_data.picture as p
set deleted_at = now(), updated_at = now()
from nachet_data.picture as twin
where
    p.container_id = twin.container_id
    and p.picture_set_id = twin.picture_set_id
    and p.sha256 = twin.sha256
    and p.deleted_at is null
    and twin.deleted_at is null
    and (twin.upload_date, twin.id) < (p.upload_date, p.id);
create unique index picture_container_id_picture_set_id_sha256_key
on nachet_data.picture (container_id, picture_set_id, sha256) where deleted_at is null;

reset role;
