create or replace function nachet.list_review_queue(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Boxes that wait for a person, the least sure first, page by page.
-- Options: limit (1 to 1000; 50), after (the `next` of the page before).
-- Locks: nothing.
-- Raises: NX001, NX002, NX210.
-- Repeat: the same answer while nobody reviews.
declare
    v_limit constant jsonb := nullif(p_options -> 'limit', 'null');
    v_after constant jsonb := nullif(p_options -> 'after', 'null');
    v_count integer;
    v_score double precision;
    v_id uuid;
    v_boxes jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    perform nachet._require_options(p_options, array['limit', 'after']);
    if nachet._is_whole_number(v_limit, 1, 1000) is false
        or (
            v_after is not null
            and (
                nachet._is_number(v_after -> 'score', 0, 1) is not true
                or nachet._to_uuid(v_after ->> 'box_id') is null
            )
        )
    then
        raise exception using
            errcode = 'NX210',
            message = 'not a valid option',
            detail = jsonb_build_object('options', p_options)::text,
            hint = 'Use the options that the function''s description lists.';
    end if;
    v_count := coalesce(v_limit::integer, 50);
    v_score := coalesce((v_after -> 'score')::double precision, '-infinity');
    v_id := coalesce(
        nachet._to_uuid(v_after ->> 'box_id'), '00000000-0000-0000-0000-000000000000'
    );

    select jsonb_agg(
        jsonb_build_object(
            'box_id', q.id,
            'inference_id', q.inference_id,
            'picture_id', q.picture_id,
            'label', q.label,
            'score', q.top_score,
            'box', q.box
        )
        order by q.top_score, q.id
    )
    into v_boxes
    from (
        select
            o.id, o.inference_id, i.picture_id, o.top_score, o.box_metadata -> 'label' as label,
            nachet._box_corners(o.box_metadata -> 'box') as box
        from nachet_data.object as o
        inner join nachet_data.inference as i
            on i.container_id = p_container_id and o.inference_id = i.id
        inner join nachet_data.picture as p
            on p.container_id = p_container_id and i.picture_id = p.id
        where o.container_id = p_container_id and o.valid is null and p.deleted_at is null
            and (o.top_score, o.id) > (v_score, v_id)
        order by o.top_score, o.id
        limit v_count
    ) as q;
    return jsonb_build_object(
        'boxes', coalesce(v_boxes, '[]'),
        'next', case
            when jsonb_array_length(v_boxes) = v_count then jsonb_build_object(
                'score', v_boxes #> '{-1,score}', 'box_id', v_boxes #> '{-1,box_id}'
            )
        end
    );
end
$function$;

comment on function nachet.list_review_queue(uuid, uuid, jsonb) is
'Boxes of a container that wait for a person, the least sure first.';
revoke all on function nachet.list_review_queue(uuid, uuid, jsonb) from public;
grant execute on function nachet.list_review_queue(uuid, uuid, jsonb) to nachet_backend;
