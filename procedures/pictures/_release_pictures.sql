create or replace function nachet._release_pictures(p_container_id uuid, p_picture_ids uuid[])
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- A crop that stays keeps the parent's id as former_parent. Blob moves are cancelled. Returns what
-- must be deleted in the blob store, as _write_blob_tasks takes it: a blob that may have been
-- copied, after a task that may be copying it has ended.
-- Locks: the cancelled tasks. The caller has locked the pictures and their crops.
declare
    v_moves jsonb;
begin
    update nachet_data.picture as p
    set parent = null, former_parent = p.parent
    where p.container_id = p_container_id
        and p.parent = any (p_picture_ids)
        and p.id <> all (p_picture_ids);

    select jsonb_agg(jsonb_build_object(
        'picture_id', t.picture_id, 'container_id', p_container_id, 'name', t.target_name,
        'until', case when t.claimed_by is not null then t.run_after end
    ))
    into v_moves
    from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'move_picture'
        and t.picture_id = any (p_picture_ids);
    delete from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'move_picture'
        and t.picture_id = any (p_picture_ids);
    return coalesce(v_moves, '[]');
end
$function$;

comment on function nachet._release_pictures is
'Removes the links between pictures that are about to leave a container and what stays there.';
