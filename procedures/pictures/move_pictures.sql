create or replace function nachet.move_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_ids uuid[], p_picture_set_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Their blobs are moved later and stay readable all the time.
-- Locks: the folder, shared; the pictures, in the order of their ids.
-- Raises: NX001, NX002, NX003, NX004, NX112, NX301, NX303.
-- Repeat: changes nothing.
declare
    v_claim constant text := gen_random_uuid()::text;
    v_moved uuid[];
    v_before jsonb[];
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform nachet._require_picture_set(p_container_id, p_picture_set_id);
    perform nachet._lock_pictures(p_container_id, p_picture_ids, false);
    perform nachet._require_no_twins(p_container_id, p_picture_ids, p_picture_set_id);
    select
        coalesce(array_agg(p.id order by p.id), '{}'),
        array_agg(jsonb_build_object('picture_set_id', p.picture_set_id) order by p.id)
    into v_moved, v_before
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids)
        and p.picture_set_id <> p_picture_set_id;
    begin
        update nachet_data.picture as p
        set picture_set_id = p_picture_set_id, updated_at = nachet._now()
        where p.container_id = p_container_id and p.id = any (v_moved);
    exception
        -- A concurrent transaction stored the same bytes in the folder after the check.
        when unique_violation then
            perform nachet._require_no_twins(p_container_id, p_picture_ids, p_picture_set_id);
            raise;
    end;
    if v_moved <> '{}' then
        perform nachet._record_acts(
            p_user_id, p_container_id, 'move_pictures', 'picture', v_moved, v_before,
            array_fill(
                jsonb_build_object('picture_set_id', p_picture_set_id),
                array[cardinality(v_moved)]
            )
        );
    end if;
    perform nachet._write_blob_tasks(p_container_id, false, '{}', v_moved, '[]', v_claim);
    return jsonb_build_object(
        'moved', cardinality(v_moved),
        'blob_tasks', nachet._list_claimed_tasks(p_container_id, v_claim)
    );
end
$function$;

comment on function nachet.move_pictures is 'Moves pictures to another folder of the container.';
grant execute on function nachet.move_pictures to nachet_backend;
