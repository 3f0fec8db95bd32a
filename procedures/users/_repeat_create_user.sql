create or replace function nachet._repeat_create_user(p_email text, p_options jsonb)
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Answers a creation that met an existing row: the first answer to the same request, else the
-- reason.
-- Raises: NX101, NX108.
declare
    v_id uuid;
begin
    select u.id into v_id
    from nachet_data.users as u
    where lower(u.email) = lower(p_email);
    if v_id is null then
        raise exception using
            errcode = 'NX108',
            message = 'the id is taken by something else',
            detail = jsonb_build_object('user_id', p_options -> 'user_id')::text,
            hint = 'Make a new id; repeat an id only to repeat the same request.';
    elsif v_id is distinct from nachet._to_uuid(p_options ->> 'user_id') then
        raise exception using
            errcode = 'NX101',
            message = 'a user with this e-mail address exists',
            detail = jsonb_build_object('email', p_email)::text,
            hint = 'Look the user up by e-mail.';
    end if;
    return nachet._user_document(v_id) || jsonb_build_object('blob_tasks', jsonb_build_array());
end
$function$;

comment on function nachet._repeat_create_user(text, jsonb) is
'The answer to a creation of a user that met an existing one.';
revoke all on function nachet._repeat_create_user(text, jsonb) from public;
