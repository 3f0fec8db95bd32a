create or replace function nachet.set_container_public(
    p_user_id uuid, p_container_id uuid, p_public boolean
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Locks: the container.
-- Raises: NX001, NX002, NX115, NX301, NX303.
-- Repeat: the same answer.
declare
    v_kind text;
    v_old boolean;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    select c.kind, c.public into v_kind, v_old
    from nachet_data.container as c
    where c.id = p_container_id
    for no key update;
    if v_kind = 'archive' then
        perform nachet._raise('NX115', jsonb_build_object('container_id', p_container_id));
    end if;
    update nachet_data.container as c
    set public = p_public, updated_at = nachet._now()
    where c.id = p_container_id and c.public <> p_public;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'set_container_public', 'container', array[p_container_id],
        array[jsonb_build_object('public', v_old)], array[jsonb_build_object('public', p_public)]
    );
    return nachet._describe_access(p_user_id, array[p_container_id]) -> 0;
end
$function$;

comment on function nachet.set_container_public is
'Makes a container public, so that every user may read it, or private again, and returns it.';
grant execute on function nachet.set_container_public to nachet_backend;
