-- Folders of the archive: the columns alone say where they came from, metadata are the people's.
-- after: functions
-- squawk-ignore-file require-concurrent-index-deletion

set local lock_timeout = '1500ms';
set local role nachet_owner;

update nachet_data.picture_set as ps
set
    former_container_id
    = coalesce(ps.former_container_id, (ps.picture_set ->> 'former_container_id')::uuid),
    former_picture_set_id
    = coalesce(ps.former_picture_set_id, (ps.picture_set ->> 'former_picture_set_id')::uuid),
    picture_set = ps.picture_set - array['former_container_id', 'former_picture_set_id']
from nachet_data.container as c
where
    c.id = ps.container_id
    and c.kind = 'archive'
    and ps.picture_set ->> 'former_container_id'
    ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    and ps.picture_set ->> 'former_picture_set_id'
    ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
drop index nachet_data.picture_set_former_picture_set_id_idx;

reset role;
