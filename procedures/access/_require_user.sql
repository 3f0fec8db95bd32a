create or replace function nachet._require_user(p_user_id uuid)
returns void
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through a user that there is.
-- Raises: NX001.
begin
    if not exists (
        select
        from nachet_data.users as u
        where u.id = p_user_id
    ) then
        raise exception using
            errcode = 'NX001',
            message = 'user not found',
            detail = jsonb_build_object('user_id', p_user_id)::text,
            hint = 'Check the id or the e-mail address; create the user first.';
    end if;
end
$function$;

comment on function nachet._require_user(uuid) is 'Refuses a user that there is not.';
revoke all on function nachet._require_user(uuid) from public;
