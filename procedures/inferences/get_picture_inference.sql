create or replace function nachet.get_picture_inference(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_options jsonb default '{}'
)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Reads the newest inference of a picture back. Options: as get_inference.
-- Locks: nothing.
-- Raises: NX001, NX002, NX004, NX005 (the picture has none), NX210.
-- Repeat: the same answer.
declare
    v_inference_id uuid;
    v_is_there boolean;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select p.state = 'confirmed' and p.deleted_at is null, newest.id
    into v_is_there, v_inference_id
    from nachet_data.picture as p
    left join lateral (
        select i.id
        from nachet_data.inference as i
        where i.container_id = p_container_id
            and i.container_id = p.container_id
            and i.picture_id = p.id
        order by i.upload_date desc, i.id desc
        limit 1
    ) as newest on true
    where p.container_id = p_container_id and p.id = p_picture_id;
    if v_is_there is not true then
        raise exception using
            errcode = 'NX004',
            message = 'picture not found',
            detail = jsonb_build_object('picture_id', p_picture_id)::text,
            hint = 'Check the id; a picture is there once its upload is confirmed.';
    elsif v_inference_id is null then
        raise exception using
            errcode = 'NX005',
            message = 'inference not found',
            detail = jsonb_build_object('picture_id', p_picture_id)::text,
            hint = 'Check the id; register an inference first.';
    end if;
    return nachet.get_inference(p_user_id, p_container_id, v_inference_id, p_options);
end
$function$;

comment on function nachet.get_picture_inference(uuid, uuid, uuid, jsonb) is
'The newest inference of a picture, as get_inference gives it.';
revoke all on function nachet.get_picture_inference(uuid, uuid, uuid, jsonb) from public;
grant execute on function nachet.get_picture_inference(uuid, uuid, uuid, jsonb) to nachet_backend;
