create or replace function nachet._require_seed_name(p_name text)
returns text
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- A species' name as the catalogue keeps it: cleaned, without the number of a model's class.
-- Raises: NX206 when nothing is left or it is longer than 200 characters.
declare
    v_name constant text := nachet._bare_label(nachet._clean_label(p_name));
begin
    if char_length(v_name) not between 1 and 200 then
        perform nachet._raise_invalid_seed('name', to_jsonb(p_name));
    end if;
    return v_name;
end
$function$;

comment on function nachet._require_seed_name(text) is
'A species'' name, cleaned; refuses what is none.';
revoke all on function nachet._require_seed_name(text) from public;
