create or replace function nachet._require_options(p_options jsonb, p_known text[])
returns void
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses options that are not an object of known keys: a misspelled option must not pass unseen.
-- Raises: NX210.
declare
    v_unknown text;
begin
    if jsonb_typeof(p_options) = 'object' then
        if p_options - p_known = '{}' then
            return;
        end if;
        select k.key into v_unknown
        from jsonb_object_keys(p_options - p_known) as k (key)
        limit 1;
    end if;
    raise exception using
        errcode = 'NX210',
        message = 'not a valid option',
        detail = jsonb_build_object('option', v_unknown, 'known', p_known)::text,
        hint = 'Use the options that the function''s description lists.';
end
$function$;

comment on function nachet._require_options(jsonb, text[]) is
'Refuses options with an unknown key.';
revoke all on function nachet._require_options(jsonb, text[]) from public;
