create or replace function nachet.find_pictures(p_user_id uuid, p_container_id uuid, p_filter jsonb)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Finds pictures, newest id first, page by page. Filter, all optional, all must hold:
-- picture_set_id, parent, seed_id, verified, has_inference, uploaded_from, uploaded_to (not
-- included), media_type, min_ and max_ byte_size, width, height; pipeline_id, min_ and
-- max_top_score (surest guess of one of its inferences); text (words of description and
-- metadata, as in a web search); limit (1 to 1000; 100), after (the `next` before).
-- Locks: nothing.
-- Raises: NX001, NX002, NX208.
-- Repeat: the same answer.
declare
    v_limit integer;
    v_ids uuid[];
    v_pictures jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    perform nachet._check_picture_filter(p_filter);
    v_limit := coalesce((p_filter -> 'limit')::integer, 100);
    -- Not static: a condition that may be absent hides the index that serves it from the planner.
    execute
        'select array(select p.id from nachet_data.picture as p'
        ' where p.container_id = $1 and p.state = ''confirmed'' and p.deleted_at is null'
        ' and ' || nachet._picture_condition(p_filter) || ' order by p.id desc limit $3)'
    into v_ids
    using p_container_id, p_filter, v_limit;

    select jsonb_agg(to_jsonb(s) order by s.picture_id desc)
    into v_pictures
    from nachet.picture_summary as s
    where s.container_id = p_container_id and s.picture_id = any (v_ids);
    return jsonb_build_object(
        'pictures', coalesce(v_pictures, '[]'),
        'next', case when cardinality(v_ids) = v_limit then v_ids[v_limit] end
    );
end
$function$;

comment on function nachet.find_pictures(uuid, uuid, jsonb) is
'Pictures of a container that match a filter, newest first, page by page.';
revoke all on function nachet.find_pictures(uuid, uuid, jsonb) from public;
grant execute on function nachet.find_pictures(uuid, uuid, jsonb) to nachet_backend;
