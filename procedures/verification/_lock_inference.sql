create or replace function nachet._lock_inference(p_container_id uuid, p_inference_id uuid)
returns uuid
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through an inference of a picture that is there, and makes everyone else who reviews the
-- picture wait: of two people who review the last two boxes, the second sees what the first did.
-- Answers with the picture.
-- Locks: the picture.
-- Raises: NX005.
declare
    v_picture_id uuid;
    v_is_there boolean;
begin
    select i.picture_id into v_picture_id
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.id = p_inference_id;
    select p.deleted_at is null into v_is_there
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = v_picture_id
    for no key update;
    if v_is_there is not true then
        raise exception using
            errcode = 'NX005',
            message = 'inference not found',
            detail = jsonb_build_object('inference_id', p_inference_id)::text,
            hint = 'Check the id; register an inference first.';
    end if;
    return v_picture_id;
end
$function$;

comment on function nachet._lock_inference(uuid, uuid) is
'Refuses an inference that is not there; locks the picture of one that is.';
revoke all on function nachet._lock_inference(uuid, uuid) from public;
