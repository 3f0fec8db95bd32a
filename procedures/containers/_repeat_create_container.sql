create or replace function nachet._repeat_create_container(p_user_id uuid, p_options jsonb)
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Answers a creation whose id exists: the first answer to the same request, else that the id is
-- taken.
-- Raises: NX108.
declare
    v_id constant uuid := nachet._to_uuid(p_options ->> 'container_id');
begin
    if not exists (
        select
        from nachet_data.container as c
        where
            c.id = v_id
            and c.kind = 'further'
            and c.owner_id = p_user_id
            and c.name = coalesce(nachet._require_name(p_options ->> 'name'), v_id::text)
    ) then
        raise exception using
            errcode = 'NX108',
            message = 'the id is taken by something else',
            detail = jsonb_build_object('container_id', v_id)::text,
            hint = 'Make a new id; repeat an id only to repeat the same request.';
    end if;
    return (nachet._describe_access(p_user_id, array[v_id]) -> 0)
        || jsonb_build_object('picture_set_id', v_id, 'blob_tasks', jsonb_build_array());
end
$function$;

comment on function nachet._repeat_create_container(uuid, jsonb) is
'The answer to a creation of a container that met an existing one.';
revoke all on function nachet._repeat_create_container(uuid, jsonb) from public;
