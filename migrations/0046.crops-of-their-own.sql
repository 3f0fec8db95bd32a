-- Pictures: the same bytes are another picture where they were cut out of another one or elsewhere;
-- names of files are found by their words.
-- Building an index lets people read, and holds up those who write for as long as one reading of
-- the table takes.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Weaker than the index that it replaces, which stands until the functions know of it.
create unique index picture_container_id_picture_set_id_sha256_parent_key
on nachet_data.picture (
    container_id, picture_set_id, sha256, coalesce(parent, former_parent),
    nachet_data.corners(parent_box)
) nulls not distinct where deleted_at is null;
create index picture_name_words_idx
on nachet_data.picture using gin (nachet_data.name_words(name));

reset role;
