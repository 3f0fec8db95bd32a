create or replace function nachet.rename_picture_set(
    p_user_id uuid,
    p_container_id uuid,
    p_picture_set_id uuid,
    p_name text
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Gives a folder another name; blobs are named by ids and stay where they are.
-- Locks: the folder; waits for a concurrent creation of the same name.
-- Raises: NX001, NX002, NX003, NX102, NX202, NX301.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_name text;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_name := nachet._require_name(p_name);
    begin
        update nachet_data.picture_set as ps
        set name = v_name, updated_at = v_now
        where ps.container_id = p_container_id
            and ps.id = p_picture_set_id
            and ps.deleted_at is null;
    exception
        -- Not looked up before: a name can be taken between the look and the change.
        when unique_violation then
            perform nachet._raise_picture_set_exists(p_container_id, v_name);
    end;
    if not found then
        perform nachet._raise_picture_set_not_found(p_picture_set_id);
    end if;
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_set_id', p_picture_set_id,
        'folder_name', v_name
    );
end
$function$;

comment on function nachet.rename_picture_set(uuid, uuid, uuid, text) is
'Gives a folder another name.';
revoke all on function nachet.rename_picture_set(uuid, uuid, uuid, text) from public;
grant execute on function nachet.rename_picture_set(uuid, uuid, uuid, text) to nachet_backend;
