create or replace function nachet._read_filter_seeds(p_labels jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Species by id, label or vernacular name, each with all that is below it, as ids in order. A name
-- that several species have is refused: nobody knows which was meant.
-- Raises: NX007 with place; NX208 with place and the species that have the name.
declare
    v_labels jsonb;
    v_seed_ids uuid[] := '{}';
    v_found record;
    v_label record;
begin
    v_labels := nachet._resolve_labels(
        array(select l.label from jsonb_array_elements_text(p_labels) as l (label)), false
    );
    for v_label in
        select l.label, 'seeds[' || l.n - 1 || ']' as place
        from jsonb_array_elements_text(p_labels) with ordinality as l (label, n)
        order by l.n
    loop
        select array_agg(distinct f.id) as ids, jsonb_agg(distinct f.name) as names into v_found
        from (
            select e.id, e.name
            from nachet_data.seed as s
            inner join nachet_data.seed as e on s.current_id = e.id
            where s.id = coalesce(
                nachet._to_uuid(v_label.label), (v_labels ->> v_label.label)::uuid
            )
            union all
            select e.id, e.name
            from nachet_data.vernacular_name as n
            inner join nachet_data.seed as s on n.seed_id = s.id
            inner join nachet_data.seed as e on s.current_id = e.id
            where not v_labels ? v_label.label
                and n.name_key = (
                    select r.name_key from nachet._read_label(v_label.label) as r
                )
        ) as f;
        if v_found.ids is null then
            perform nachet._raise(
                'NX007',
                jsonb_build_object('label', v_label.label, 'place', v_label.place)
            );
        elsif cardinality(v_found.ids) > 1 then
            perform nachet._raise(
                'NX208',
                jsonb_build_object(
                    'key', 'seeds', 'place', v_label.place, 'value', v_label.label,
                    'seeds', v_found.names
                )
            );
        end if;
        v_seed_ids := v_seed_ids || v_found.ids;
    end loop;
    return (
        with recursive below as (
            select u.id from unnest(v_seed_ids) as u (id)
            union
            select c.current_id as id
            from below as b
            inner join nachet_data.seed as o on b.id = o.current_id
            inner join nachet_data.seed as c on o.id = c.parent_id
        )

        select jsonb_agg(b.id order by b.id) from below as b
    );
end
$function$;

comment on function nachet._read_filter_seeds is
'Returns the ids of the species of a filter and of all that is below them.';

create or replace function nachet._check_dataset_filter(p_filter jsonb)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX208, also for an unknown key: a misspelt filter must not find everything.
declare
    c_kinds constant jsonb := '{
        "container_ids": "uuids", "picture_set_ids": "uuids", "seed_ids": "uuids",
        "readers": "uuids", "seeds": "texts", "samples": "texts", "states": "states",
        "from": "time", "until": "time", "pipeline": "text", "model": "text",
        "model_version": "text", "min_readers": "count", "min_agreement": "share",
        "exclude_doubtful": "boolean", "pictures_without_specimens": "boolean"
    }';
    v_bad record;
begin
    if jsonb_typeof(p_filter) is distinct from 'object' then
        perform nachet._raise('NX208', jsonb_build_object('key', '', 'value', p_filter));
    end if;
    select v.key, v.place, v.value into v_bad
    from (
        select
            f.key, f.key || coalesce('[' || i.n - 1 || ']', '') as place,
            coalesce(i.value, f.value) as value, i.n,
            -- A list is checked item by item; what is no list, or too long a one, is no item.
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
                    jsonb_typeof(v.value) = 'string'
                    and nachet._to_uuid(v.value #>> '{}') is not null
            when 'text'
                then
                    jsonb_typeof(v.value) = 'string'
                    and char_length(v.value #>> '{}') between 1 and 1000
            when 'state' then v.value <@ '["open", "settled", "disputed", "rejected"]'
            when 'time'
                then
                    jsonb_typeof(v.value) = 'string'
                    and nachet._to_timestamp(v.value #>> '{}') is not null
            when 'count' then nachet._to_number(v.value, 1, 100) % 1 = 0
            when 'share' then nachet._to_number(v.value, 0, 1) is not null
            else jsonb_typeof(v.value) = v.kind
        end,
        false
    )
    order by v.key, v.n
    limit 1;
    if found then
        perform nachet._raise(
            'NX208',
            jsonb_build_object('key', v_bad.key, 'place', v_bad.place, 'value', v_bad.value)
        );
    elsif p_filter ?& array['seeds', 'seed_ids'] then
        perform nachet._raise(
            'NX208',
            jsonb_build_object('key', 'seeds', 'place', 'seeds', 'value', p_filter -> 'seeds')
        );
    end if;
end
$function$;

comment on function nachet._check_dataset_filter is
'Refuses a filter of specimens with an unknown key or a value of the wrong kind.';

create or replace function nachet._check_filter_ids(p_filter jsonb)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX001, NX002, NX003, NX007 with the place of an id that is none.
declare
    v_bad record;
begin
    select i.key, i.id, i.n into v_bad
    from (
        select k.key, a.value::uuid as id, a.n
        from unnest(array['container_ids', 'picture_set_ids', 'readers', 'seed_ids']) as k (key)
        cross join lateral jsonb_array_elements_text(p_filter -> k.key)
            with ordinality as a (value, n)
    ) as i
    where not case i.key
        when 'container_ids'
            then exists (select from nachet_data.container as c where c.id = i.id)
        when 'picture_set_ids'
            then exists (select from nachet_data.picture_set as ps where ps.id = i.id)
        when 'readers' then exists (select from nachet_data.users as u where u.id = i.id)
        -- A merged species is not found by its id any more; by seeds it is.
        else exists (
            select from nachet_data.seed as s where s.id = i.id and s.merged_into is null
        )
    end
    order by i.key, i.n
    limit 1;
    if found then
        perform nachet._raise(
            case v_bad.key
                when 'container_ids' then 'NX002'
                when 'picture_set_ids' then 'NX003'
                when 'readers' then 'NX001'
                else 'NX007'
            end,
            jsonb_build_object('id', v_bad.id, 'place', v_bad.key || '[' || v_bad.n - 1 || ']')
        );
    end if;
end
$function$;

comment on function nachet._check_filter_ids is
'Refuses a filter of specimens with an id of something that does not exist.';

create or replace function nachet.resolve_dataset_filter(p_filter jsonb)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- What it returns is a filter, too, which finds the same: species with all that is below them as
-- seed_ids, the pipeline by its id, the model by its name now, the containers of the folders, and
-- states and pictures_without_specimens where the filter has none. With ids alone the planner knows
-- how many rows to expect.
-- Locks: nothing.
-- Raises: NX001, NX002, NX003, NX007, NX008, NX009, NX208.
-- Repeat: the same answer, also for its own answer.
declare
    c_places constant text[] := array[
        'container_ids', 'picture_set_ids', 'samples', 'pictures_without_specimens'
    ];
    v_filter jsonb;
    v_name text;
    v_key text;
    v_container_ids jsonb;
begin
    perform nachet._check_dataset_filter(p_filter);
    perform nachet._check_filter_ids(p_filter);
    v_filter := jsonb_build_object(
        'states', '["settled"]'::jsonb,
        'pictures_without_specimens', p_filter - c_places = '{}'
    ) || p_filter;
    if p_filter ? 'seeds' then
        v_filter := v_filter - 'seeds'
            || jsonb_build_object('seed_ids', nachet._read_filter_seeds(p_filter -> 'seeds'));
    end if;
    if p_filter ? 'pipeline' then
        v_name := p_filter ->> 'pipeline';
        select p.id into v_name
        from nachet_data.pipeline as p
        where p.id = nachet._to_uuid(v_name) or p.name_key = nachet_data.fold(v_name)
        order by p.id = nachet._to_uuid(v_name) desc nulls last
        limit 1;
        if not found then
            perform nachet._raise(
                'NX008', jsonb_build_object('pipeline', p_filter -> 'pipeline', 'place', 'pipeline')
            );
        end if;
        v_filter := v_filter || jsonb_build_object('pipeline', v_name);
    end if;
    if p_filter ? 'model' then
        v_name := p_filter ->> 'model';
        select m.name into v_name
        from nachet_data.model as m
        where m.name_key = nachet_data.fold(v_name);
        if found then
            v_filter := v_filter || jsonb_build_object('model', v_name);
        -- Documents name models that nobody imported.
        elsif not exists (
            select
            from nachet_data.inference_model as im
            where im.name = p_filter ->> 'model'
        ) then
            perform nachet._raise(
                'NX009', jsonb_build_object('model', p_filter -> 'model', 'place', 'model')
            );
        end if;
    end if;
    if p_filter ? 'picture_set_ids' then
        select coalesce(jsonb_agg(distinct ps.container_id), '[]') into v_container_ids
        from nachet_data.picture_set as ps
        where ps.id = any(
            array(
                select i.value::uuid
                from jsonb_array_elements_text(p_filter -> 'picture_set_ids') as i (value)
            )
        );
        if not p_filter ? 'container_ids' then
            v_filter := v_filter || jsonb_build_object('container_ids', v_container_ids);
        end if;
    end if;
    foreach v_key in array array['from', 'until'] loop
        if p_filter ? v_key then
            v_filter := v_filter || jsonb_build_object(
                v_key, nachet._to_timestamp(p_filter ->> v_key)
            );
        end if;
    end loop;
    return v_filter;
end
$function$;

comment on function nachet.resolve_dataset_filter is
'Checks a filter of specimens and returns it with ids in place of names.';
grant execute on function nachet.resolve_dataset_filter to nachet_backend, nachet_analyst;
