create or replace function nachet.get_user(p_email text)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Looks a user up by e-mail, whatever its case.
-- Locks: nothing.
-- Raises: NX001.
-- Repeat: the same answer.
declare
    v_id uuid;
begin
    select u.id into v_id
    from nachet_data.users as u
    where lower(u.email) = lower(btrim(p_email));
    if v_id is null then
        raise exception using
            errcode = 'NX001',
            message = 'user not found',
            detail = jsonb_build_object('email', p_email)::text,
            hint = 'Check the id or the e-mail address; create the user first.';
    end if;
    return nachet._user_document(v_id);
end
$function$;

comment on function nachet.get_user(text) is 'The user with this e-mail address.';
revoke all on function nachet.get_user(text) from public;
grant execute on function nachet.get_user(text) to nachet_backend;
