create or replace function nachet._read_seed_facts(p_facts jsonb, p_others jsonb, p_seed_id uuid)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- information (an object within the limits of nachet_data.is_metadata), confirmed, gbif_key,
-- eppo_code, itis_tsn, object_type_id (null is a seed), rank, parent_id or parent (a name); null
-- removes a value. A whole number may be written with a point. In the result, parent_id is there
-- also for a parent by name. p_others: the other options of the caller with their kinds. p_seed_id:
-- the species.
-- Raises: NX007 (parent), NX015, NX122, NX123 (its own parent), NX206 with the field, NX210.
declare
    c_facts constant text[] := array[
        'information', 'confirmed', 'gbif_key', 'eppo_code', 'itis_tsn', 'object_type_id',
        'rank', 'parent', 'parent_id'
    ];
    v_field text;
    v_other record;
    v_parent_id uuid;
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
            when f.key = 'information' then nachet_data.is_metadata(f.value)
            when f.key = 'confirmed' then jsonb_typeof(f.value) = 'boolean'
            when f.key = 'eppo_code'
                then jsonb_typeof(f.value) = 'string' and f.value #>> '{}' ~ '^[A-Za-z0-9]{5,6}$'
            when f.key = 'object_type_id' then nachet._to_number(f.value, 1, 32767) % 1 = 0
            when f.key = 'rank'
                then jsonb_typeof(f.value) = 'string' and f.value <@ '[
                    "family", "genus", "group", "species", "subspecies", "variety", "form"
                ]'
            when f.key = 'parent' then jsonb_typeof(f.value) = 'string'
            when f.key = 'parent_id' then nachet._to_uuid(f.value #>> '{}') is not null
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
        where t.id = (p_facts ->> 'object_type_id')::numeric and t.active
    ) then
        perform nachet._raise(
            'NX015', jsonb_build_object('object_type_id', p_facts -> 'object_type_id')
        );
    end if;

    select s.id, s.name, k.key, k.value
    into v_other
    from jsonb_each_text(p_facts) as k
    inner join nachet_data.seed as s
        on s.merged_into is null
            and case k.key
                when 'gbif_key' then s.gbif_key = k.value::numeric
                when 'eppo_code' then s.eppo_code = upper(k.value)
                when 'itis_tsn' then s.itis_tsn = k.value::numeric
            end
    where s.id is distinct from p_seed_id
    order by k.key
    limit 1;
    if found then
        perform nachet._raise('NX122', jsonb_build_object(
            'field', v_other.key, 'value', v_other.value, 'seed_id', v_other.id,
            'seed_name', v_other.name
        ));
    end if;

    v_field := case
        when p_facts ->> 'parent_id' is not null then 'parent_id'
        when p_facts ->> 'parent' is not null then 'parent'
    end;
    if v_field = 'parent_id' then
        select s.current_id into v_parent_id
        from nachet_data.seed as s
        where s.id = (p_facts ->> 'parent_id')::uuid;
    elsif v_field = 'parent' then
        v_parent_id := (
            nachet._resolve_labels(array[p_facts ->> 'parent'], false)
            ->> (p_facts ->> 'parent')
        )::uuid;
    end if;
    if v_field is not null and (v_parent_id is null or v_parent_id = p_seed_id) then
        perform nachet._raise(
            case when v_parent_id is null then 'NX007' else 'NX123' end,
            jsonb_build_object('field', v_field, 'value', p_facts -> v_field)
        );
    end if;
    return case
        when p_facts ?| array['parent', 'parent_id']
            then p_facts || jsonb_build_object('parent_id', v_parent_id)
        else p_facts
    end;
end
$function$;

comment on function nachet._read_seed_facts is
'Returns the facts about a species among the options of a call; refuses wrong values.';
