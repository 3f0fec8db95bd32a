create or replace function nachet._read_seed_facts(p_facts jsonb, p_others jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- information (a JSON object), confirmed, gbif_key, eppo_code, itis_tsn; null removes a value.
-- object_type_id: null is a seed. A whole number may be written with a point.
-- p_others: the other options of the caller with their kinds.
-- Raises: NX015, NX206 with the field; NX210.
declare
    c_facts constant text[] := array[
        'information', 'confirmed', 'gbif_key', 'eppo_code', 'itis_tsn', 'object_type_id'
    ];
    v_field text;
begin
    perform nachet._read_options(
        case
            when jsonb_typeof(p_facts) = 'object' then p_facts - c_facts else p_facts
        end,
        p_others
    );
    select f.key into v_field
    from jsonb_each(p_facts) as f
    where f.key = any (c_facts)
        and jsonb_typeof(f.value) <> 'null'
        and (case
            when f.key = 'information' then jsonb_typeof(f.value) = 'object'
            when f.key = 'confirmed' then jsonb_typeof(f.value) = 'boolean'
            when f.key = 'eppo_code'
                then jsonb_typeof(f.value) = 'string' and f.value #>> '{}' ~ '^[A-Za-z0-9]{5,6}$'
            when f.key = 'object_type_id' then nachet._to_number(f.value, 1, 32767) % 1 = 0
            else nachet._to_number(f.value, 1, 999999999999999999) % 1 = 0
        end) is not true
    order by f.key
    limit 1;
    if v_field is not null then
        perform nachet._raise(
            'NX206', jsonb_build_object('field', v_field, 'value', p_facts -> v_field)
        );
    end if;
    if p_facts ->> 'object_type_id' is not null and not exists (
        select from nachet_data.object_type as t
        where t.id = (p_facts ->> 'object_type_id')::numeric
    ) then
        perform nachet._raise(
            'NX015', jsonb_build_object('object_type_id', p_facts -> 'object_type_id')
        );
    end if;
    return p_facts;
end
$function$;

comment on function nachet._read_seed_facts is
'Returns the facts about a species among the options of a call; refuses wrong values.';
