-- Loses nothing: the documents say it again.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local role nachet_owner;

update nachet_data.picture_set as ps
set
    picture_set = ps.picture_set || jsonb_build_object(
        'former_container_id', ps.former_container_id,
        'former_picture_set_id', ps.former_picture_set_id
    )
where ps.former_picture_set_id is not null;
create index picture_set_former_picture_set_id_idx
on nachet_data.picture_set (container_id, (picture_set ->> 'former_picture_set_id'))
where picture_set ? 'former_picture_set_id';

reset role;
