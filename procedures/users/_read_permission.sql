create or replace function nachet._read_permission(p_permission text, p_highest text)
returns smallint language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX209.
declare
    v_level constant smallint := nachet._level(p_permission);
begin
    if coalesce(v_level > nachet._level(p_highest), true) then
        perform nachet._raise('NX209', jsonb_build_object('permission', p_permission));
    end if;
    return v_level;
end
$function$;

comment on function nachet._read_permission is
'Returns the level of a permission; refuses a text that is not a permission or is above the '
'highest allowed.';
