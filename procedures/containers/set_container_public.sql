create or replace function nachet.set_container_public(
    p_user_id uuid,
    p_container_id uuid,
    p_public boolean
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Publishes a container, so that every user may read it, or takes that back.
-- Locks: the container.
-- Raises: NX001, NX002, NX115, NX301.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    perform nachet._require_not_archive(p_container_id);
    update nachet_data.container as c
    set public = p_public, updated_at = v_now
    where c.id = p_container_id and c.public <> p_public;
    return nachet._describe_access(p_user_id, array[p_container_id]) -> 0;
end
$function$;

comment on function nachet.set_container_public(uuid, uuid, boolean) is
'Publishes a container to every user, or takes that back.';
revoke all on function nachet.set_container_public(uuid, uuid, boolean) from public;
grant execute on function nachet.set_container_public(uuid, uuid, boolean) to nachet_backend;
