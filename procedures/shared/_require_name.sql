create or replace function nachet._require_name(p_name text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
-- A name that people give to a folder, container or group, without the blanks around it.
-- Raises: NX202 when nothing is left or it is longer than 200 characters.
declare
    v_name constant text := regexp_replace(p_name, '^\s+|\s+$', '', 'g');
begin
    if char_length(v_name) not between 1 and 200 then
        raise exception using
            errcode = 'NX202',
            message = 'not a valid name',
            detail = jsonb_build_object('name', p_name)::text,
            hint = 'Give 1 to 200 characters that are not all blank.';
    end if;
    return v_name;
end
$function$;

comment on function nachet._require_name(text) is
'A name without the blanks around it; refuses what is no name.';
revoke all on function nachet._require_name(text) from public;
