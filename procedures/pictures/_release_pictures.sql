create or replace function nachet._release_pictures(p_container_id uuid, p_picture_ids uuid[])
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- A crop that stays keeps the parent's id as former_parent, also in its document. Blob moves are
-- cancelled; a blob that may have been copied is deleted, after a task that may be copying it has
-- ended.
-- Locks: the cancelled tasks; the new rows. The caller has locked the pictures and their crops.
declare
    v_now constant timestamptz := nachet._now();
    v_moves jsonb;
begin
    update nachet_data.picture as p
    set
        parent = null,
        former_parent = p.parent,
        picture = p.picture || ('{"former_parent": "' || p.parent::text || '"}')::jsonb
    where p.container_id = p_container_id
        and p.parent = any (p_picture_ids)
        and p.id <> all (p_picture_ids);

    select jsonb_agg(to_jsonb(t)) into v_moves
    from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'move_picture'
        and t.picture_id = any (p_picture_ids);
    delete from nachet_data.blob_task as t
    where t.container_id = p_container_id
        and t.kind = 'move_picture'
        and t.picture_id = any (p_picture_ids);
    insert into nachet_data.blob_task (
        container_id, kind, picture_id, blob_container_id, blob_name, run_after
    )
    select
        p_container_id, 'delete_blob', m.picture_id, p_container_id, m.target_name,
        case when m.claimed_by is null then v_now else greatest(m.run_after, v_now) end
    from jsonb_to_recordset(v_moves) as m (
        picture_id uuid, target_name text, run_after timestamptz, claimed_by text
    );
end
$function$;

comment on function nachet._release_pictures is
'Removes the links between pictures that are about to leave a container and what stays there.';
