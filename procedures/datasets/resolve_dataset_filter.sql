create or replace function nachet._find_filter_fault(p_filter jsonb)
returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Also an unknown key: a misspelt filter must not find everything. Null: no fault.
declare
    c_kinds constant jsonb := '{
        "container_ids": "uuids", "picture_set_ids": "uuids", "seed_ids": "uuids",
        "readers": "uuids", "seeds": "texts", "samples": "texts", "states": "states",
        "from": "text", "until": "text", "pipeline": "text", "model": "text",
        "model_version": "text", "min_readers": "count", "min_agreement": "share",
        "exclude_doubtful": "boolean", "pictures_without_specimens": "boolean"
    }'::jsonb;
begin
    if jsonb_typeof(p_filter) is distinct from 'object' then
        return jsonb_build_object('key', '', 'place', '', 'value', p_filter);
    elsif p_filter ?& array['seeds', 'seed_ids'] then
        return jsonb_build_object(
            'key', 'seeds', 'place', 'seeds', 'value', p_filter -> 'seeds'
        );
    end if;
    return (
        select jsonb_build_object('key', v.key, 'place', v.place, 'value', v.value)
        from (
            select
                f.key, f.key || coalesce('[' || i.n - 1 || ']', '') as place,
                coalesce(i.value, f.value) as value, i.n,
                -- A list is checked item by item; anything else, or too long a list, has no item.
                case
                    when c.kind not in ('uuids', 'texts', 'states') then c.kind
                    when i.value is not null then left(c.kind, -1)
                end as kind
            from jsonb_each(p_filter) as f
            cross join lateral (select c_kinds ->> f.key as kind) as c
            left join lateral jsonb_array_elements(
                case
                    when jsonb_typeof(f.value) = 'array' and jsonb_array_length(f.value) <= 10000
                        then f.value
                    else '[]'
                end
            ) with ordinality as i (value, n) on c.kind in ('uuids', 'texts', 'states')
        ) as v
        where not coalesce(
            case v.kind
                when 'uuid'
                    then
                        v.value::text
                        ~* '^"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"$'
                when 'text'
                    then
                        jsonb_typeof(v.value) = 'string'
                        and char_length(v.value #>> '{}') between 1 and 1000
                when 'state'
                    then v.value in ('"open"', '"settled"', '"disputed"', '"rejected"')
                when 'count'
                    then
                        v.value between '1' and '100'
                        and v.value::text ~ '^[0-9]+([.]0*)?$'
                when 'share' then v.value between '0' and '1'
                else jsonb_typeof(v.value) = v.kind
            end,
            false
        )
        order by v.key, v.n
        limit 1
    );
end
$function$;

comment on function nachet._find_filter_fault is
'Returns the place in a filter of specimens of an unknown key or a value of the wrong kind.';

create or replace function nachet._find_filter_seeds(p_labels jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_labels: [{label, seed_id, name_key, whole_key}]. A label is an id, what _resolve_labels takes
-- it for, or else a vernacular name, which several species may have: each with ids, names.
begin
    return (
        select jsonb_agg(
            l.value || jsonb_build_object('place', 'seeds[' || l.n - 1 || ']', 'found', f.found)
            order by l.n
        )
        from jsonb_array_elements(p_labels) with ordinality as l (value, n)
        cross join lateral (
            select coalesce(
                (
                    select s.current_id
                    from nachet_data.seed as s
                    where s.id = (l.value ->> 'seed_id')::uuid
                ),
                (
                    select s.id
                    from nachet_data.seed as s
                    where s.name_key = l.value ->> 'whole_key' and s.merged_into is null
                ),
                (
                    select s.id
                    from nachet_data.seed as s
                    where s.name_key = l.value ->> 'name_key' and s.merged_into is null
                ),
                (
                    select s.current_id
                    from nachet_data.seed_alias as a
                    inner join nachet_data.seed as s on a.seed_id = s.id
                    where a.name_key = l.value ->> 'whole_key'
                ),
                (
                    select s.current_id
                    from nachet_data.seed_alias as a
                    inner join nachet_data.seed as s on a.seed_id = s.id
                    where a.name_key = l.value ->> 'name_key'
                )
            ) as id
        ) as k
        cross join lateral (
            select coalesce(jsonb_object_agg(e.id, e.name), '{}') as found
            from nachet_data.seed as e
            where e.id = k.id
                or (
                    k.id is null
                    and e.id in (
                        select s.current_id
                        from nachet_data.vernacular_name as n
                        inner join nachet_data.seed as s on n.seed_id = s.id
                        where n.name_key = l.value ->> 'name_key'
                    )
                )
        ) as f
    );
end
$function$;

comment on function nachet._find_filter_seeds is
'Returns the species that each label of a filter stands for.';

create or replace function nachet._find_filter_models(p_filter jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- pipeline: its id, from that or its name; model: its name, also of one that nobody imported but a
-- document names. What is not found is not in it.
declare
    v_pipeline constant text := p_filter ->> 'pipeline';
    v_model constant text := p_filter ->> 'model';
begin
    return jsonb_strip_nulls(jsonb_build_object(
        'pipeline', (
            select p.id
            from nachet_data.pipeline as p
            where p.id::text = lower(v_pipeline) or p.name_key = nachet_data.fold(v_pipeline)
            order by p.id::text = lower(v_pipeline) desc
            limit 1
        ),
        'model', coalesce(
            (
                select m.name
                from nachet_data.model as m
                where m.name_key = nachet_data.fold(v_model)
            ),
            (
                select im.name
                from nachet_data.inference_model as im
                where v_model is not null and im.name = v_model
                limit 1
            )
        )
    ));
end
$function$;

comment on function nachet._find_filter_models is
'Returns the pipeline and the model that a filter of specimens names.';

create or replace function nachet.resolve_dataset_filter(p_filter jsonb)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- What it returns is a filter, too, which finds the same: species with all that is below them as
-- seed_ids, the pipeline by its id, the model by its name now, the containers of the folders, and
-- states and pictures_without_specimens where the filter has none. With ids alone the planner knows
-- how many rows to expect.
-- Locks: nothing.
-- Raises: NX007, NX008, NX009, NX208.
-- Repeat: the same answer, also for its own answer.
declare
    c_places constant text[] := array[
        'container_ids', 'picture_set_ids', 'samples', 'pictures_without_specimens'
    ];
    v_filter jsonb;
    v_fault jsonb := nachet._find_filter_fault(p_filter);
    v_seeds jsonb;
    v_ids jsonb;
    v_key text;
begin
    foreach v_key in array array['from', 'until'] loop
        if v_fault is null and nachet._to_timestamp(p_filter ->> v_key) is null
            and p_filter ? v_key
        then
            v_fault := jsonb_build_object(
                'key', v_key, 'place', v_key, 'value', p_filter -> v_key
            );
        end if;
    end loop;
    if v_fault is not null then
        perform nachet._raise(
            'NX208',
            jsonb_build_object(
                'key', v_fault -> 'key', 'place', v_fault -> 'place', 'value', v_fault -> 'value'
            )
        );
    end if;
    v_filter := jsonb_build_object(
        'states', '["settled"]'::jsonb,
        'pictures_without_specimens', p_filter - c_places = '{}'
    ) || p_filter;
    foreach v_key in array array['from', 'until'] loop
        if p_filter ? v_key then
            v_filter := v_filter || jsonb_build_object(
                v_key, nachet._to_timestamp(p_filter ->> v_key)
            );
        end if;
    end loop;
    -- A merged species is not found by its id any more; by seeds it is.
    select jsonb_build_object('seed_id', i.value, 'place', 'seed_ids[' || i.n - 1 || ']')
    into v_fault
    from jsonb_array_elements_text(p_filter -> 'seed_ids') with ordinality as i (value, n)
    where not exists (
        select
        from nachet_data.seed as s
        where s.id = i.value::uuid and s.merged_into is null
    )
    order by i.n
    limit 1;
    if found then
        perform nachet._raise(
            'NX007',
            jsonb_build_object('seed_id', v_fault -> 'seed_id', 'place', v_fault -> 'place')
        );
    end if;
    if p_filter ? 'seeds' then
        select jsonb_agg(
            jsonb_build_object(
                'label', l.label, 'seed_id', nachet._to_uuid(l.label), 'name_key', r.name_key,
                'whole_key', r.whole_key
            )
            order by l.n
        )
        into v_seeds
        from jsonb_array_elements_text(p_filter -> 'seeds') with ordinality as l (label, n)
        cross join lateral nachet._read_label(l.label) as r;
        v_seeds := nachet._find_filter_seeds(v_seeds);
        select s.value into v_fault
        from jsonb_array_elements(v_seeds) with ordinality as s (value, n)
        where (select count(*) <> 1 from jsonb_object_keys(s.value -> 'found') as k (id))
        order by s.n
        limit 1;
        if found then
            perform nachet._raise(
                case when v_fault -> 'found' = '{}' then 'NX007' else 'NX208' end,
                jsonb_build_object(
                    'key', 'seeds', 'place', v_fault -> 'place', 'value', v_fault -> 'label',
                    'seeds', v_fault -> 'found'
                )
            );
        end if;
        with recursive below as (
            select k.id::uuid as id
            from jsonb_array_elements(v_seeds) as s (value)
            cross join lateral jsonb_object_keys(s.value -> 'found') as k (id)
            union
            select c.current_id as id
            from below as b
            inner join nachet_data.seed as o on b.id = o.current_id
            inner join nachet_data.seed as c on o.id = c.parent_id
        )

        select jsonb_agg(b.id order by b.id) into v_ids from below as b;
        v_filter := v_filter - 'seeds' || jsonb_build_object('seed_ids', v_ids);
    end if;
    v_ids := nachet._find_filter_models(p_filter);
    foreach v_key in array array['pipeline', 'model'] loop
        if p_filter ? v_key and not v_ids ? v_key then
            perform nachet._raise(
                case v_key when 'pipeline' then 'NX008' else 'NX009' end,
                jsonb_build_object('place', v_key, v_key, p_filter -> v_key)
            );
        end if;
    end loop;
    v_filter := v_filter || v_ids;
    if p_filter ? 'picture_set_ids' and not p_filter ? 'container_ids' then
        select coalesce(jsonb_agg(distinct ps.container_id), p_filter -> 'picture_set_ids')
        into v_ids
        from nachet_data.picture_set as ps
        where ps.id = any(
            array(
                select i.value::uuid
                from jsonb_array_elements_text(p_filter -> 'picture_set_ids') as i (value)
            )
        );
        v_filter := v_filter || jsonb_build_object('container_ids', v_ids);
    end if;
    return v_filter;
end
$function$;

comment on function nachet.resolve_dataset_filter is
'Checks a filter of specimens and returns it with ids in place of names.';
grant execute on function nachet.resolve_dataset_filter to nachet_backend, nachet_analyst;
