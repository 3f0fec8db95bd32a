-- Loses which folder lies in which; of folders with one name, all but the first get their id added
-- to the name.
-- squawk-ignore-file require-concurrent-index-creation
-- squawk-ignore-file require-concurrent-index-deletion
-- squawk-ignore-file disallowed-unique-constraint
-- squawk-ignore-file ban-drop-column

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.picture_set_former_picture_set_id_idx;
drop index nachet_data.picture_set_container_id_parent_name_key_key;
update nachet_data.picture_set as ps
set name = left(ps.name, 161) || ' (' || ps.id::text || ')'
where
    ps.parent is not null
    and ps.deleted_at is null
    and exists (
        select
        from nachet_data.picture_set as o
        where
            o.container_id = ps.container_id
            and o.name_key = ps.name_key
            and o.id <> ps.id
            and o.deleted_at is null
            and (o.parent is null or o.id < ps.id)
    );
create unique index picture_set_container_id_name_key_key
on nachet_data.picture_set (container_id, name_key) where deleted_at is null;
alter table nachet_data.picture_set drop column parent;
comment on column nachet_data.picture_set.name is
'Name for people; unique in the container whatever its case.';
comment on column nachet_data.picture_set.updated_at is
'When it was renamed, deleted or restored last.';

reset role;
