-- Pictures: a crop is found by the parent from which it was separated, when that comes back.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local role nachet_owner;

-- What 0.1.0 said in the document alone.
update nachet_data.picture as p
set former_parent = (p.picture ->> 'former_parent')::uuid
where
    p.picture ? 'former_parent'
    and p.parent is null
    and p.former_parent is null
    and p.picture ->> 'former_parent' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
create index picture_former_parent_idx
on nachet_data.picture (container_id, former_parent)
where former_parent is not null;

reset role;
