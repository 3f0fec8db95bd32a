create or replace function nachet.list_picture_set_inferences(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- In the order of upload; pictures that are added meanwhile come on later pages. inference is in
-- the form of get_inference; null when the picture has none.
-- Options: after (`next` of the previous page), limit (1 to 1000; default 100), include_rejected
-- (as get_inference).
-- Locks: nothing.
-- Raises: NX001, NX002, NX003, NX210, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_limit integer;
    v_after uuid;
    v_rejected jsonb;
    v_page jsonb;
    v_pictures jsonb;
    v_reviewed uuid[];
    v_documents jsonb[] := array[]::jsonb[];
    v_id uuid;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    v_options := nachet._read_options(
        p_options, '{"after": "uuid", "limit": "limit", "include_rejected": "boolean"}'
    );
    v_limit := (v_options -> 'limit')::integer;
    v_after := coalesce(
        v_options ->> 'after', '00000000-0000-0000-0000-000000000000'
    )::uuid;
    v_rejected := v_options - array['after', 'limit'];
    if not exists (
        select
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.id = p_picture_set_id
            and ps.deleted_at is null
    ) then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;

    select jsonb_agg(to_jsonb(page) order by page.picture_id) into v_page
    from (
        select
            p.id as picture_id,
            p.parent,
            p.verified as is_validated,
            p.upload_date,
            (
                select i.id
                from nachet_data.inference as i
                where i.container_id = p_container_id
                    and i.picture_id = p.id
                    and i.withdrawn_at is null
                order by i.upload_date desc, i.id desc
                limit 1
            ) as inference_id
        from nachet_data.picture as p
        where p.container_id = p_container_id
            and p.picture_set_id = p_picture_set_id
            and p.id > v_after
            and p.state = 'confirmed'
            and p.deleted_at is null
        order by p.id
        limit v_limit + 1
    ) as page;
    -- What nobody reviewed is read as it is stored, all at once; only for the others get_inference
    -- has something to say.
    v_reviewed := array(
        select distinct o.inference_id
        from jsonb_to_recordset(v_page) as a (inference_id uuid)
        inner join nachet_data.object as o
            on o.container_id = p_container_id and a.inference_id = o.inference_id
        where o.specimen_id is not null
    );
    foreach v_id in array v_reviewed loop
        v_documents := v_documents
        || nachet.get_inference(p_user_id, p_container_id, v_id, v_rejected);
    end loop;
    select jsonb_agg(
        (a.value - 'inference_id')
        || jsonb_build_object('inference', coalesce(r.document, i.inference))
        order by a.ordinality
    )
    into v_pictures
    from jsonb_array_elements(v_page) with ordinality as a (value, ordinality)
    left join unnest(v_reviewed, v_documents) as r (id, document)
        on r.id = (a.value ->> 'inference_id')::uuid
    left join nachet_data.inference as i
        on i.container_id = p_container_id
            and i.id = (a.value ->> 'inference_id')::uuid
            and r.id is null;
    return nachet._page(v_pictures, v_limit, 'picture_id');
end
$function$;

comment on function nachet.list_picture_set_inferences is
'Lists the pictures of a folder with the newest inference of each, page by page.';
grant execute on function nachet.list_picture_set_inferences to nachet_backend;
