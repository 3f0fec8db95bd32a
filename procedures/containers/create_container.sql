create or replace function nachet.create_container(p_user_id uuid, p_options jsonb default '{}')
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Creates a further container of the user's, with its default folder `General`.
-- Options: name (else it bears its id), public (false unless said), container_id (the caller's
-- own id).
-- Locks: the new rows.
-- Raises: NX001, NX108, NX202, NX210, NX301.
-- Repeat: with the same container_id and name, the first answer again; without an id, another
-- container.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_id uuid;
    v_name text;
begin
    perform nachet._require_options(p_options, array['name', 'public', 'container_id']);
    perform nachet._require_permission(p_user_id, 'manage');
    v_id := nachet._new_id(p_options, 'container_id');
    v_name := coalesce(
        nachet._require_name(nachet._read_option(p_options, 'name', 'string')), v_id::text
    );

    insert into nachet_data.container (id, owner_id, name, public, creation_date, updated_at)
    values (
        v_id, p_user_id, v_name,
        coalesce(nachet._read_option(p_options, 'public', 'boolean')::boolean, false),
        v_now, v_now
    )
    on conflict do nothing
    returning id into v_id;
    if v_id is null then
        return nachet._repeat_create_container(p_user_id, p_options);
    end if;
    perform nachet._write_container_task(v_id, v_claim);
    perform nachet._add_picture_set(v_id, v_id, p_user_id, 'General', '{}', true, v_claim);

    return (nachet._describe_access(p_user_id, array[v_id]) -> 0)
        || jsonb_build_object(
            'picture_set_id', v_id, 'blob_tasks', nachet._list_claimed_tasks(v_id, v_claim)
        );
end
$function$;

comment on function nachet.create_container(uuid, jsonb) is
'Creates a further container with its default folder; options name, public, container_id.';
revoke all on function nachet.create_container(uuid, jsonb) from public;
grant execute on function nachet.create_container(uuid, jsonb) to nachet_backend;
