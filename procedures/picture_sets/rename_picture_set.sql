create or replace function nachet.rename_picture_set(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_name text
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Blobs are named by ids and do not move.
-- Locks: the folder; waits for a concurrent transaction that uses the same name.
-- Raises: NX001, NX002, NX003, NX102, NX202, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_name text;
    v_old record;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_name := nachet._require_name(p_name);
    select ps.name, ps.parent into v_old
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id and ps.id = p_picture_set_id and ps.deleted_at is null
    for no key update;
    if not found then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;
    begin
        update nachet_data.picture_set as ps
        set name = v_name, updated_at = v_now
        where ps.container_id = p_container_id and ps.id = p_picture_set_id;
    exception
        -- The constraint decides: a lookup before the change could miss a concurrent one.
        when unique_violation then
            perform nachet._raise_picture_set_exists(p_container_id, v_old.parent, v_name);
    end;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'rename_picture_set', 'picture_set', array[p_picture_set_id],
        array[jsonb_build_object('folder_name', v_old.name)],
        array[jsonb_build_object('folder_name', v_name)]
    );
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', p_picture_set_id,
        'folder_name', v_name
    );
end
$function$;

comment on function nachet.rename_picture_set is 'Gives a folder another name.';
grant execute on function nachet.rename_picture_set to nachet_backend;
