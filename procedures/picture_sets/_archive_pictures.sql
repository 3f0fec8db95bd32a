create or replace function nachet._archive_pictures(
    p_container_id uuid,
    p_picture_set_id uuid,
    p_archive_id uuid,
    p_claim text
)
returns integer
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Moves the verified pictures of a folder to the archive, each with its crops, inferences,
-- history and species.
-- The blobs follow later, by tasks; until then the rows say where they still are. Returns how
-- many moved.
-- A crop whose parent stays behind, and one that stays behind its parent, keeps the parent's id as
-- former_parent in its document.
-- Locks: what it moves; the caller has locked the archive, the folder and the pictures.
-- Raises: NX115.
declare
    v_ids uuid[];
    v_folders jsonb;
begin
    with recursive kept as (
        select p.id
        from nachet_data.picture as p
        where
            p.container_id = p_container_id
            and p.picture_set_id = p_picture_set_id
            and p.verified
            and p.state = 'confirmed'
            and p.deleted_at is null
        union
        select c.id
        from kept as k
        inner join nachet_data.picture as c
            on k.id = c.parent
            and c.container_id = p_container_id
            and c.state = 'confirmed'
            and c.deleted_at is null
    )

    select array_agg(k.id) into v_ids
    from kept as k;
    if v_ids is null then
        return 0;
    end if;

    perform nachet._require_unarchived_ids(p_container_id, v_ids, p_archive_id);
    v_folders := nachet._archive_picture_sets(p_container_id, v_ids, p_archive_id, p_claim);
    perform nachet._copy_pictures(p_container_id, v_ids, p_archive_id, v_folders);
    perform nachet._copy_inferences(p_container_id, v_ids, p_archive_id);
    perform nachet._write_move_tasks(p_archive_id, v_ids, p_claim);
    perform nachet._call_off_moves(p_container_id, v_ids);
    perform nachet._detach_crops(p_container_id, v_ids);
    delete from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (v_ids);
    return cardinality(v_ids);
end
$function$;

comment on function nachet._archive_pictures(uuid, uuid, uuid, text) is
'Moves the verified pictures of a folder to the archive.';
revoke all on function nachet._archive_pictures(uuid, uuid, uuid, text) from public;
