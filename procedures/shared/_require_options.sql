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
    if p_options = '{}' then
        return;
    end if;
    if jsonb_typeof(p_options) = 'object' then
        select k.key into v_unknown
        from jsonb_object_keys(p_options) as k (key)
        where k.key <> all (p_known)
        limit 1;
        if v_unknown is null then
            return;
        end if;
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
