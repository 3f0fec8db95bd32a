create or replace function nachet._read_picture_filter(p_filter jsonb)
returns text language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Each filter with its kind and its condition. The conditions are constant texts, in which the
-- container is $1 and the filter $2. null: the query itself uses the value.
-- Raises: NX208, also for an unknown key: a misspelt filter must not find everything.
declare
    v_bad text;
    v_condition text;
begin
    if jsonb_typeof(p_filter) is distinct from 'object' then
        perform nachet._raise('NX208', jsonb_build_object('key', '', 'value', p_filter));
    end if;
    select
        min(f.key) filter (
            where not coalesce(
                case c.kind
                    when 'uuid' then nachet._to_uuid(f.value #>> '{}') is not null
                    when 'time'
                        then
                            jsonb_typeof(f.value) = 'string'
                            and nachet._to_timestamp(f.value #>> '{}') is not null
                    when 'score' then nachet._to_number(f.value, 0, 1) is not null
                    when 'number' then nachet._to_number(f.value, 0, 9007199254740991) % 1 = 0
                    when 'limit' then nachet._to_number(f.value, 1, 1000) % 1 = 0
                    when 'string'
                        then
                            jsonb_typeof(f.value) = 'string'
                            and char_length(f.value #>> '{}') <= 1000
                    else jsonb_typeof(f.value) = c.kind
                end,
                false
            )
        ),
        string_agg(c.condition, ' and ' order by f.key)
    into v_bad, v_condition
    from jsonb_each(p_filter) as f
    left join (
        values
        ('limit', 'limit', null),
        ('after', 'uuid', 'p.id < ($2 ->> ''after'')::uuid'),
        ('picture_set_id', 'uuid', 'p.picture_set_id = ($2 ->> ''picture_set_id'')::uuid'),
        ('parent', 'uuid', 'p.parent = ($2 ->> ''parent'')::uuid'),
        ('verified', 'boolean', 'p.verified = ($2 -> ''verified'')::boolean'),
        (
            'has_inference', 'boolean',
            '(p.nb_object is not null) = ($2 -> ''has_inference'')::boolean'
        ),
        ('uploaded_from', 'time', 'p.upload_date >= ($2 ->> ''uploaded_from'')::timestamptz'),
        ('uploaded_to', 'time', 'p.upload_date < ($2 ->> ''uploaded_to'')::timestamptz'),
        ('media_type', 'string', 'p.media_type = $2 ->> ''media_type'''),
        ('min_byte_size', 'number', 'p.byte_size >= ($2 -> ''min_byte_size'')::bigint'),
        ('max_byte_size', 'number', 'p.byte_size <= ($2 -> ''max_byte_size'')::bigint'),
        ('min_width', 'number', 'p.width >= ($2 -> ''min_width'')::bigint'),
        ('max_width', 'number', 'p.width <= ($2 -> ''max_width'')::bigint'),
        ('min_height', 'number', 'p.height >= ($2 -> ''min_height'')::bigint'),
        ('max_height', 'number', 'p.height <= ($2 -> ''max_height'')::bigint'),
        (
            'pipeline_id', 'uuid',
            'p.id in (select i.picture_id from nachet_data.inference as i'
            ' where i.container_id = $1 and i.pipeline_id = ($2 ->> ''pipeline_id'')::uuid'
            ' and i.withdrawn_at is null)'
        ),
        (
            'seed_id', 'uuid',
            -- The species that it is now, and those that were merged into it.
            'p.id in (select ps.picture_id from nachet_data.seed as s'
            ' inner join nachet_data.seed as m on s.current_id = m.current_id'
            ' inner join nachet_data.picture_seed as ps'
            ' on ps.container_id = $1 and m.id = ps.seed_id'
            ' where s.id = ($2 ->> ''seed_id'')::uuid)'
        ),
        (
            'min_top_score', 'score',
            'p.id in (select i.picture_id from nachet_data.inference as i'
            ' where i.container_id = $1 and i.withdrawn_at is null'
            ' and i.top_score >= ($2 -> ''min_top_score'')::double precision'
            ' and i.top_score <= coalesce(($2 -> ''max_top_score'')::double precision, 1))'
        ),
        (
            'max_top_score', 'score',
            'p.id in (select i.picture_id from nachet_data.inference as i'
            ' where i.container_id = $1 and i.withdrawn_at is null'
            ' and i.top_score >= coalesce(($2 -> ''min_top_score'')::double precision, 0)'
            ' and i.top_score <= ($2 -> ''max_top_score'')::double precision)'
        ),
        (
            'name', 'string',
            'nachet_data.name_words(p.name) @@ nachet_data.name_query($2 ->> ''name'')'
        ),
        ('text', 'string', 'p.search @@ websearch_to_tsquery(''simple'', $2 ->> ''text'')')
    ) as c (key, kind, condition) on f.key = c.key;
    if v_bad is not null then
        perform nachet._raise(
            'NX208', jsonb_build_object('key', v_bad, 'value', p_filter -> v_bad)
        );
    end if;
    return coalesce(v_condition, 'true');
end
$function$;

comment on function nachet._read_picture_filter is
'Returns the SQL condition on picture p for a filter.';

create or replace function nachet._find_picture_ids(
    p_container_id uuid, p_filter jsonb, p_condition text, p_limit integer
)
returns uuid[] language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_condition: what _read_picture_filter returned for the filter. Newest first.
declare
    v_ids uuid[];
begin
    -- Dynamic: in a static query with optional conditions the planner could not use their indexes.
    execute
        'select array(select p.id from nachet_data.picture as p'
        ' where p.container_id = $1 and p.state = ''confirmed'' and p.deleted_at is null'
        ' and ' || p_condition || ' order by p.id desc limit $3)'
    into v_ids
    using p_container_id, p_filter, p_limit;
    return v_ids;
end
$function$;

comment on function nachet._find_picture_ids is
'Returns the pictures of a container that match a filter.';

create or replace function nachet.find_pictures(p_user_id uuid, p_container_id uuid, p_filter jsonb)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1
set enable_seqscan = off set jit = off as $function$
-- All filters are optional, and all given ones must hold: picture_set_id, parent, seed_id,
-- verified, has_inference, uploaded_from, uploaded_to (exclusive; ISO dates or times, UTC
-- without an offset), media_type, min_ and max_ byte_size, width, height; pipeline_id, min_ and
-- max_top_score (best score of one of its inferences); name (words of the file's name); text
-- (words of description and metadata, as in a web search); after (`next` of the previous page),
-- limit (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX002, NX208, NX303.
-- Repeat: the same answer.
declare
    v_limit integer;
    v_condition text;
    v_ids uuid[];
    v_pictures jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    v_condition := nachet._read_picture_filter(p_filter);
    v_limit := coalesce((p_filter -> 'limit')::integer, 100);
    v_ids := nachet._find_picture_ids(p_container_id, p_filter, v_condition, v_limit + 1);
    select jsonb_agg(to_jsonb(s) order by s.picture_id desc)
    into v_pictures
    from nachet.picture_summary as s
    where s.container_id = p_container_id and s.picture_id = any (v_ids);
    return nachet._page(v_pictures, v_limit, 'picture_id');
end
$function$;

comment on function nachet.find_pictures is
'Lists the pictures of a container that match a filter, newest first, page by page.';
grant execute on function nachet.find_pictures to nachet_backend;

create or replace function nachet.find_all_pictures(p_user_id uuid, p_filter jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Filters: as find_pictures. A page is longer where two containers have pictures of the same id.
-- Locks: nothing.
-- Raises: NX001, NX208, NX303.
-- Repeat: the same answer.
declare
    v_condition text;
    v_limit integer;
    v_containers jsonb;
    v_container_id uuid;
    v_ids uuid[];
    v_found jsonb := '[]'::jsonb;
    v_last_id uuid;
    v_pictures jsonb;
    v_items jsonb := '[]'::jsonb;
begin
    perform nachet._require_user(p_user_id, 'read');
    v_condition := nachet._read_picture_filter(p_filter);
    v_limit := coalesce((p_filter -> 'limit')::integer, 100);
    v_containers := nachet._describe_access(p_user_id, null);
    for v_container_id in
        select (c.value ->> 'container_id')::uuid
        from jsonb_array_elements(v_containers) as c
    loop
        v_ids := nachet._find_picture_ids(v_container_id, p_filter, v_condition, v_limit + 1);
        v_found := v_found || jsonb_build_object('container_id', v_container_id, 'ids', v_ids);
    end loop;
    select l.id into v_last_id
    from (
        select i.id::uuid as id
        from jsonb_array_elements(v_found) as f (value)
        cross join lateral jsonb_array_elements_text(f.value -> 'ids') as i (id)
        order by 1 desc
        limit v_limit
    ) as l
    order by l.id
    limit 1;

    for v_container_id, v_ids in
        select (f.value ->> 'container_id')::uuid, array_agg(i.id::uuid)
        from jsonb_array_elements(v_found) as f (value)
        cross join lateral jsonb_array_elements_text(f.value -> 'ids') as i (id)
        where i.id::uuid >= v_last_id
        group by (f.value ->> 'container_id')::uuid
    loop
        select jsonb_agg(to_jsonb(s)) into v_pictures
        from nachet.picture_summary as s
        where s.container_id = v_container_id and s.picture_id = any (v_ids);
        v_items := v_items || coalesce(v_pictures, '[]');
    end loop;
    select coalesce(
        jsonb_agg(p.value order by p.value ->> 'picture_id' desc, p.value ->> 'container_id'), '[]'
    )
    into v_items
    from jsonb_array_elements(v_items) as p (value);
    return jsonb_build_object('items', v_items, 'next', (
        select max(v_last_id::text)
        from jsonb_array_elements(v_found) as f (value)
        cross join lateral jsonb_array_elements_text(f.value -> 'ids') as i (id)
        where i.id::uuid < v_last_id
    ));
end
$function$;

comment on function nachet.find_all_pictures is
'Lists the pictures of all containers that a user can read that match a filter, newest first, page '
'by page.';
grant execute on function nachet.find_all_pictures to nachet_backend;
