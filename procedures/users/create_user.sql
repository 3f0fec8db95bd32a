create or replace function nachet._repeat_create_user(p_email text, p_user_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_email: null for none.
-- Raises: NX101, NX108.
declare
    v_id uuid;
begin
    select u.id into v_id
    from nachet_data.users as u
    where nachet_data.fold(u.email) = nachet_data.fold(p_email)
        or (p_email is null and u.id = p_user_id and u.email is null and u.state <> 'former');
    if v_id is null then
        perform nachet._raise('NX108', jsonb_build_object('user_id', p_user_id));
    elsif v_id is distinct from p_user_id then
        perform nachet._raise('NX101', jsonb_build_object('email', p_email));
    end if;
    return nachet._user_document(v_id) || jsonb_build_object('blob_tasks', jsonb_build_array());
end
$function$;

comment on function nachet._repeat_create_user is
'Returns the first answer when a creation repeats an existing user; refuses another one.';

create or replace function nachet.create_user(
    p_email text default '', p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- p_email: blank for none; then user_id must be given.
-- Options: permission (read, write, manage or admin; default manage), user_id (the caller's own id,
-- for example that of a directory).
-- Locks: the new rows.
-- Raises: NX101, NX108, NX201, NX209, NX210.
-- Repeat: with the same user_id and e-mail, the first answer again; without an id, NX101.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_email constant text := nullif(btrim(p_email), '');
    v_options constant jsonb := nachet._read_options(
        p_options, '{"permission": "string", "user_id": "uuid"}'
    );
    v_permission_id smallint;
    v_id uuid;
begin
    if coalesce(
        v_email collate "C" !~ '^[^@[:space:]]+@[^@[:space:]]+$' or char_length(v_email) > 320,
        not v_options ? 'user_id'
    ) then
        perform nachet._raise('NX201', jsonb_build_object('email', p_email));
    end if;
    v_permission_id := nachet._read_permission(
        coalesce(v_options ->> 'permission', 'manage'), 'admin'
    );
    v_id := coalesce((v_options ->> 'user_id')::uuid, nachet_data.uuid7());

    -- The personal container gets the same id, so no other container may have it.
    insert into nachet_data.users (id, email, permission_id, registration_date, updated_at)
    select v_id, v_email, v_permission_id, v_now, v_now
    where not exists (select from nachet_data.container as c where c.id = v_id)
    on conflict do nothing
    returning id into v_id;
    if v_id is null then
        return nachet._repeat_create_user(v_email, (v_options ->> 'user_id')::uuid);
    end if;

    insert into nachet_data.container (id, owner_id, name, kind, creation_date, updated_at)
    values (v_id, v_id, coalesce(left(v_email, 200), v_id::text), 'personal', v_now, v_now);
    perform nachet._add_default_picture_set(v_id, v_id, v_claim);
    perform nachet._record_acts(
        v_id, v_id, 'create_user', 'users', array[v_id], null,
        array[jsonb_build_object(
            'permission', coalesce(v_options ->> 'permission', 'manage'), 'state', 'active'
        )]
    );

    return nachet._user_document(v_id)
        || jsonb_build_object('blob_tasks', nachet._list_claimed_tasks(v_id, v_claim));
end
$function$;

comment on function nachet.create_user is
'Creates a user by e-mail or by id, with the personal container and its default folder General, '
'and returns the user.';
grant execute on function nachet.create_user to nachet_backend;
