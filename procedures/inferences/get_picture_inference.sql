create or replace function nachet.get_picture_inference(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set jit = off as $function$
-- Null when the picture has no inference, or only withdrawn ones. Options: as get_inference.
-- Locks: nothing.
-- Raises: NX001, NX002, NX004, NX210, NX303.
-- Repeat: the same answer.
declare
    v_inference_id uuid;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
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
    select i.id into v_inference_id
    from nachet_data.inference as i
    where i.container_id = p_container_id
        and i.picture_id = p_picture_id
        and i.withdrawn_at is null
    order by i.upload_date desc, i.id desc
    limit 1;
    if v_inference_id is null then
        return null;
    end if;
    return nachet.get_inference(p_user_id, p_container_id, v_inference_id, p_options);
end
$function$;

comment on function nachet.get_picture_inference is
'Returns the newest inference of a picture in the form of get_inference.';
grant execute on function nachet.get_picture_inference to nachet_backend;
