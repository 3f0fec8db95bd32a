create or replace function nachet.create_container(p_user_id uuid, p_options jsonb default '{}')
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Options: name (default: its id), public (default false), container_id (the caller's own id).
-- Locks: the user, shared; the new rows.
-- Raises: NX001, NX108, NX202, NX210, NX301, NX303.
-- Repeat: with the same container_id and name, the first answer again; without an id, another
-- container.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_options jsonb;
    v_id uuid;
    v_new_id uuid;
    v_name text;
begin
    -- The end of a user waits, or is seen.
    perform
    from nachet_data.users as u
    where u.id = p_user_id
    for share;
    perform nachet._require_user(p_user_id, 'manage');
    v_options := nachet._read_options(
        p_options, '{"name": "string", "public": "boolean", "container_id": "uuid"}'
    );
    v_id := coalesce((v_options ->> 'container_id')::uuid, nachet_data.uuid7());
    v_name := nachet._require_name(coalesce(v_options ->> 'name', v_id::text));

    insert into nachet_data.container (id, owner_id, name, public, creation_date, updated_at)
    values (
        v_id, p_user_id, v_name, coalesce((v_options -> 'public')::boolean, false), v_now, v_now
    )
    on conflict do nothing
    returning id into v_new_id;
    if v_new_id is not null then
        perform nachet._add_default_picture_set(v_id, p_user_id, v_claim);
        perform nachet._record_acts(
            p_user_id, v_id, 'create_container', 'container', array[v_id], null,
            array[jsonb_build_object(
                'name', v_name, 'public', coalesce((v_options -> 'public')::boolean, false),
                'owner_id', p_user_id
            )]
        );
    elsif not exists (
        select
        from nachet_data.container as c
        where c.id = v_id
            and c.kind = 'further'
            and c.owner_id = p_user_id
            and c.name = v_name
            and c.deleted_at is null
    ) then
        perform nachet._raise('NX108', jsonb_build_object('container_id', v_id));
    end if;

    return (nachet._describe_access(p_user_id, array[v_id]) -> 0)
        || jsonb_build_object(
            'picture_set_id', v_id, 'blob_tasks', nachet._list_claimed_tasks(v_id, v_claim)
        );
end
$function$;

comment on function nachet.create_container is
'Creates a further container of the user, with its default folder General, and returns it.';
grant execute on function nachet.create_container to nachet_backend;
