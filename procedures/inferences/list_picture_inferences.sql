create or replace function nachet.list_picture_inferences(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The newest first, without their boxes.
-- Options: include_withdrawn (default false), after (`next` of the previous page), limit (1 to
-- 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX002, NX004, NX005 (after: not an inference of the picture), NX210, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_limit integer;
    v_after record;
    v_inferences jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    v_options := nachet._read_options(
        p_options, '{"include_withdrawn": "boolean", "after": "uuid", "limit": "limit"}'
    );
    v_limit := (v_options -> 'limit')::integer;
    if not exists (
        select
        from nachet_data.picture as p
        where p.container_id = p_container_id
            and p.id = p_picture_id
            and p.state = 'confirmed'
            and p.deleted_at is null
    ) then
        perform nachet._raise('NX004', jsonb_build_object('picture_id', p_picture_id));
    end if;
    select i.id, i.upload_date into v_after
    from nachet_data.inference as i
    where i.container_id = p_container_id
        and i.picture_id = p_picture_id
        and i.id = (v_options ->> 'after')::uuid;
    if v_options ? 'after' and v_after.id is null then
        perform nachet._raise('NX005', jsonb_build_object('inference_id', v_options -> 'after'));
    end if;

    select jsonb_agg(
        jsonb_build_object(
            'inference_id', i.id,
            'picture_id', i.picture_id,
            'pipeline_id', i.pipeline_id,
            'pipeline_name', l.name,
            'models', m.models,
            'user_id', i.user_id,
            'nb_object', i.nb_object,
            'top_score', i.top_score,
            'is_verified', i.verified,
            'withdrawn_at', i.withdrawn_at,
            'withdrawn_by', i.withdrawn_by,
            'withdrawn_reason', i.withdrawn_reason,
            'upload_date', i.upload_date
        )
        order by i.upload_date desc, i.id desc
    )
    into v_inferences
    from (
        select
            n.id, n.picture_id, n.pipeline_id, n.user_id, n.nb_object, n.top_score, n.verified,
            n.withdrawn_at, n.withdrawn_by, n.withdrawn_reason, n.upload_date
        from nachet_data.inference as n
        where n.container_id = p_container_id
            and n.picture_id = p_picture_id
            and (n.withdrawn_at is null or v_options -> 'include_withdrawn' = 'true')
            and (v_after.id is null or (n.upload_date, n.id) < (v_after.upload_date, v_after.id))
        order by n.upload_date desc, n.id desc
        limit v_limit + 1
    ) as i
    inner join nachet_data.pipeline as l on i.pipeline_id = l.id
    cross join lateral (
        select coalesce(
            jsonb_agg(
                jsonb_build_object('name', d.name, 'version', d.version) order by d.position
            ),
            '[]'
        ) as models
        from nachet_data.inference_model as d
        where d.container_id = p_container_id and d.inference_id = i.id
    ) as m;
    return nachet._page(v_inferences, v_limit, 'inference_id');
end
$function$;

comment on function nachet.list_picture_inferences is
'Lists the inferences of a picture, the newest first, page by page.';
grant execute on function nachet.list_picture_inferences to nachet_backend;
