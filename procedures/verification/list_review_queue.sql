create or replace function nachet.list_review_queue(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Options: after (`next` of the previous page), limit (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX002, NX210.
-- Repeat: the same answer while nobody reviews.
declare
    v_options jsonb;
    v_limit integer;
    v_after jsonb;
    v_bad text;
    v_score double precision;
    v_id uuid;
    v_boxes jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    v_options := nachet._read_options(p_options, '{"after": "object", "limit": "limit"}');
    v_limit := (v_options -> 'limit')::integer;
    v_after := coalesce(
        v_options -> 'after',
        '{"score": 0, "box_id": "00000000-0000-0000-0000-000000000000"}'
    );
    v_bad := case
        when nachet._to_number(v_after -> 'score', 0, 1) is null then 'score'
        when nachet._to_uuid(v_after ->> 'box_id') is null then 'box_id'
    end;
    if v_bad is not null then
        perform nachet._raise(
            'NX210',
            jsonb_build_object('option', 'after', 'place', 'after.' || v_bad, 'value', v_after)
        );
    end if;
    v_score := (v_after -> 'score')::double precision;
    v_id := (v_after ->> 'box_id')::uuid;
    select jsonb_agg(
        jsonb_build_object(
            'box_id', q.id,
            'inference_id', q.inference_id,
            'picture_id', q.picture_id,
            'label', q.label,
            'score', q.top_score,
            'box', q.box,
            'state', q.state
        )
        order by q.top_score, q.id
    )
    into v_boxes
    from (
        select
            o.id, o.inference_id, o.picture_id, o.top_score, o.state,
            -- The model may leave the label to the guesses; a person added a box as a species.
            coalesce(
                b.document ->> 'label',
                jsonb_path_query_first(
                    b.document, '$.topN[*] ? (@.object_id == $.top_id).label'
                ) #>> '{}',
                (
                    select s.name
                    from nachet_data.identification as d
                    inner join nachet_data.seed as said on d.seed_id = said.id
                    inner join nachet_data.seed as s
                        on coalesce(said.merged_into, said.id) = s.id
                    where d.container_id = p_container_id
                        and d.specimen_id = o.specimen_id
                        and d.object_id = o.id
                        and d.act = 'add'
                )
            ) as label,
            jsonb_build_object(
                'topX', o.top_x, 'topY', o.top_y, 'bottomX', o.bottom_x, 'bottomY', o.bottom_y
            ) as box
        from (
            (
                select
                    o.id, o.inference_id, i.picture_id, o.top_score, o.position, o.specimen_id,
                    o.top_x, o.top_y, o.bottom_x, o.bottom_y, 'open' as state
                from nachet_data.object as o
                inner join nachet_data.inference as i
                    on i.container_id = p_container_id and o.inference_id = i.id
                inner join nachet_data.picture as p
                    on p.container_id = p_container_id and i.picture_id = p.id
                where o.container_id = p_container_id
                    and o.specimen_id is null
                    and p.deleted_at is null
                    and (o.top_score, o.id) > (v_score, v_id)
                order by o.top_score, o.id
                limit v_limit + 1
            )
            union all
            (
                select
                    o.id, o.inference_id, s.picture_id, o.top_score, o.position, o.specimen_id,
                    o.top_x, o.top_y, o.bottom_x, o.bottom_y, s.state
                from nachet_data.specimen as s
                inner join nachet_data.picture as p
                    on p.container_id = p_container_id and s.picture_id = p.id
                inner join nachet_data.object as o
                    on o.container_id = p_container_id and s.id = o.specimen_id
                where s.container_id = p_container_id
                    and s.state in ('open', 'disputed')
                    and p.deleted_at is null
                    and (o.top_score, o.id) > (v_score, v_id)
                order by o.top_score, o.id
                limit v_limit + 1
            )
            order by top_score, id
            limit v_limit + 1
        ) as o
        inner join nachet_data.inference as i
            on i.container_id = p_container_id and o.inference_id = i.id
        cross join lateral (
            select i.inference #> array['boxes', (o.position - 1)::text] as document
        ) as b
    ) as q;
    return jsonb_build_object(
        'items', coalesce(v_boxes - v_limit, '[]'),
        'next', case
            when jsonb_array_length(v_boxes) > v_limit then jsonb_build_object(
                'score', v_boxes #> array[(v_limit - 1)::text, 'score'],
                'box_id', v_boxes #> array[(v_limit - 1)::text, 'box_id']
            )
        end
    );
end
$function$;

comment on function nachet.list_review_queue is
'Lists the boxes of a container that are to be reviewed, the lowest score first, page by page.';
grant execute on function nachet.list_review_queue to nachet_backend;
