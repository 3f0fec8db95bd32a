create or replace function nachet._permission_id(p_name text, p_highest smallint)
returns smallint
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The height on the ladder of a permission by its name, up to the highest that may be given here.
-- Raises: NX209.
declare
    v_id smallint;
begin
    select p.id into v_id
    from nachet_data.permission as p
    where p.name = p_name and p.id <= p_highest;
    if v_id is null then
        raise exception using
            errcode = 'NX209',
            message = 'not a permission',
            detail = jsonb_build_object('permission', p_name)::text,
            hint = 'Use one of: read, write, manage; for users also admin.';
    end if;
    return v_id;
end
$function$;

comment on function nachet._permission_id(text, smallint) is 'A permission by its name.';
revoke all on function nachet._permission_id(text, smallint) from public;
