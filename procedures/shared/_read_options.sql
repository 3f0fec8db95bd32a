create or replace function nachet._read_options(
    p_options jsonb, p_kinds jsonb, p_path text default ''
)
returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- p_kinds: {option: kind}; a kind is a JSON type, uuid, limit (rows of a page: a whole number from
-- 1 to 1000, default 100), seconds (0 to 1e9), reason (a text of up to 10,000 characters) or
-- metadata (an object within the limits of nachet_data.is_metadata). Null counts as not given.
-- p_path: where in the request the options are, if there are several.
-- Raises: NX210, also for an unknown option: a misspelt option must not be ignored.
declare
    v_options jsonb := p_options;
    v_bad record;
begin
    if jsonb_typeof(p_options) is distinct from 'object' then
        perform nachet._raise('NX210', jsonb_build_object('value', p_options, 'known', p_kinds));
    end if;
    select o.key, o.value into v_bad
    from jsonb_each(p_options) as o
    where not coalesce(
        case p_kinds ->> o.key
            when 'uuid' then nachet._to_uuid(o.value #>> '{}') is not null
            when 'limit' then nachet._to_number(o.value, 1, 1000) % 1 = 0
            when 'seconds' then nachet._to_number(o.value, 0, 1e9) is not null
            when 'metadata' then nachet_data.is_metadata(o.value)
            when 'reason'
                then jsonb_typeof(o.value) = 'string' and char_length(o.value #>> '{}') <= 10000
            else jsonb_typeof(o.value) = p_kinds ->> o.key
        end
        or (o.value = 'null' and p_kinds ? o.key),
        false
    )
    limit 1;
    if found then
        perform nachet._raise(
            'NX210',
            jsonb_build_object('option', v_bad.key, 'value', v_bad.value, 'known', p_kinds)
            || case
                when p_path = '' then '{}'
                else jsonb_build_object('place', p_path || '.' || v_bad.key)
            end
        );
    end if;
    if p_options @? '$.* ? (@ == null)' then
        select coalesce(jsonb_object_agg(o.key, o.value), '{}') into v_options
        from jsonb_each(p_options) as o
        where o.value <> 'null';
    end if;
    return case when p_kinds ? 'limit' then '{"limit": 100}' || v_options else v_options end;
end
$function$;

comment on function nachet._read_options is
'Returns the options that a caller gave; refuses unknown options and wrong values.';
