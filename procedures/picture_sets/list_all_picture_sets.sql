create or replace function nachet.list_all_picture_sets(
    p_user_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set jit = off as $function$
-- Newest first, each as get_picture_set returns it. A page is longer where two containers have
-- folders of the same id.
-- Options: text (a part of the name, whatever its case), after (`next` of the previous page), limit
-- (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX210, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_after uuid;
    v_text text;
    v_limit integer;
    v_containers jsonb;
    v_container_id uuid;
    v_ids uuid[];
    v_found jsonb := '[]'::jsonb;
    v_last_id uuid;
    v_folders jsonb;
    v_items jsonb := '[]'::jsonb;
begin
    perform nachet._require_user(p_user_id, 'read');
    v_options := nachet._read_options(
        p_options, '{"text": "string", "after": "uuid", "limit": "limit"}'
    );
    v_after := (v_options ->> 'after')::uuid;
    v_text := nachet_data.fold(v_options ->> 'text');
    v_limit := (v_options -> 'limit')::integer;
    v_containers := nachet._describe_access(p_user_id, null);
    for v_container_id in
        select (c.value ->> 'container_id')::uuid
        from jsonb_array_elements(v_containers) as c
    loop
        v_ids := array(
            select ps.id
            from nachet_data.picture_set as ps
            where ps.container_id = v_container_id
                and ps.deleted_at is null
                and (v_after is null or ps.id < v_after)
                and (v_text is null or strpos(ps.name_key, v_text) > 0)
            order by ps.id desc
            limit v_limit + 1
        );
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
        select jsonb_agg(to_jsonb(s)) into v_folders
        from nachet.picture_set_summary as s
        where s.container_id = v_container_id and s.picture_set_id = any (v_ids);
        v_items := v_items || coalesce(v_folders, '[]');
    end loop;
    select coalesce(
        jsonb_agg(p.value order by p.value ->> 'picture_set_id' desc, p.value ->> 'container_id'),
        '[]'
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

comment on function nachet.list_all_picture_sets is
'Lists the folders of all containers that a user can read, newest first, page by page.';
grant execute on function nachet.list_all_picture_sets to nachet_backend;
