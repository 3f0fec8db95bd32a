create or replace function nachet.get_user(p_email text)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Locks: nothing.
-- Raises: NX001.
-- Repeat: the same answer.
declare
    v_id uuid;
begin
    select u.id into v_id
    from nachet_data.users as u
    where nachet_data.fold(u.email) = nachet_data.fold(btrim(p_email));
    if v_id is null then
        perform nachet._raise('NX001', jsonb_build_object('email', p_email));
    end if;
    return nachet._user_document(v_id);
end
$function$;

comment on function nachet.get_user is
'Returns the user with an e-mail address; case does not matter.';
grant execute on function nachet.get_user to nachet_backend;
