create or replace function nachet._require_name(p_name text)
returns text language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX202 when it is blank or longer than 200 characters.
declare
    v_name constant text := regexp_replace(
        p_name collate "C", E'^[[:space:]\u00A0]+|[[:space:]\u00A0]+$', '', 'g'
    );
begin
    if coalesce(nachet_data.is_blank(v_name) or char_length(v_name) > 200, true) then
        perform nachet._raise('NX202', jsonb_build_object('name', p_name));
    end if;
    return v_name;
end
$function$;

comment on function nachet._require_name is
'Returns the name of a folder, container or group without surrounding blanks; refuses a text that '
'is not a name.';
