create or replace function nachet.rename_container(p_user_id uuid, p_container_id uuid, p_name text)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The name need not be unique. Nothing changes in the blob store.
-- Locks: the container.
-- Raises: NX001, NX002, NX202, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_name text;
    v_old text;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_name := nachet._require_name(p_name);
    select c.name into v_old
    from nachet_data.container as c
    where c.id = p_container_id
    for no key update;
    update nachet_data.container as c
    set name = v_name, updated_at = v_now
    where c.id = p_container_id and c.name <> v_name;
    -- A personal container may have an e-mail address for a name.
    perform nachet._record_acts(
        p_user_id, p_container_id, 'rename_container', 'container', array[p_container_id],
        array[jsonb_build_object('name', case when strpos(v_old, '@') = 0 then v_old end)],
        array[jsonb_build_object('name', case when strpos(v_name, '@') = 0 then v_name end)]
    );
    return nachet._describe_access(p_user_id, array[p_container_id]) -> 0;
end
$function$;

comment on function nachet.rename_container is
'Gives a container another display name and returns the container.';
grant execute on function nachet.rename_container to nachet_backend;
