create or replace function nachet.create_user(p_email text, p_options jsonb default '{}')
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Creates a user with the personal container and its default folder `General`.
-- Options: permission (read, write, manage or admin; manage unless said), user_id (the caller's
-- own id).
-- Locks: the new rows.
-- Raises: NX101, NX108, NX201, NX209, NX210.
-- Repeat: with the same user_id and e-mail, the first answer again; without an id, NX101.
declare
    v_now constant timestamptz := nachet._now();
    v_claim constant text := gen_random_uuid()::text;
    v_email constant text := btrim(p_email);
    v_id uuid;
    v_permission_id smallint;
begin
    perform nachet._require_options(p_options, array['permission', 'user_id']);
    if v_email !~ '^[^@[:space:]]+@[^@[:space:]]+$' or char_length(v_email) > 320 then
        raise exception using
            errcode = 'NX201',
            message = 'not an e-mail address',
            detail = jsonb_build_object('email', p_email)::text,
            hint = 'Write it as name@example.org.';
    end if;
    v_permission_id := nachet._permission_id(
        coalesce(p_options ->> 'permission', 'manage'), 4::smallint
    );
    v_id := nachet._new_id(p_options, 'user_id');

    -- The id will be the personal container's too: it must be no other container's.
    insert into nachet_data.users (id, email, permission_id, registration_date, updated_at)
    select v_id, v_email, v_permission_id, v_now, v_now
    where not exists (select from nachet_data.container as c where c.id = v_id)
    on conflict do nothing
    returning id into v_id;
    if v_id is null then
        return nachet._repeat_create_user(v_email, p_options);
    end if;

    insert into nachet_data.container (id, owner_id, name, kind, creation_date, updated_at)
    values (v_id, v_id, left(v_email, 200), 'personal', v_now, v_now);
    perform nachet._write_container_task(v_id, v_claim);
    perform nachet._add_picture_set(v_id, v_id, v_id, 'General', '{}', true, v_claim);

    return nachet._user_document(v_id)
        || jsonb_build_object('blob_tasks', nachet._list_claimed_tasks(v_id, v_claim));
end
$function$;

comment on function nachet.create_user(text, jsonb) is
'Creates a user by e-mail, with the personal container and the default folder; answers with the '
'user.';
revoke all on function nachet.create_user(text, jsonb) from public;
grant execute on function nachet.create_user(text, jsonb) to nachet_backend;
