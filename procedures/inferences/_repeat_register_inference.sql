create or replace function nachet._repeat_register_inference(
    p_container_id uuid, p_inference_id uuid, p_picture_id uuid, p_result jsonb
)
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Answers a registration whose id is there already: the first answer to the same request, else
-- the reason.
-- Raises: NX108.
declare
    v_answer jsonb;
begin
    select
        i.inference || jsonb_build_object('boxes', (
            select coalesce(jsonb_agg(o.box_metadata order by o.position), '[]')
            from nachet_data.object as o
            where o.container_id = p_container_id
                and o.inference_id = p_inference_id
                and not o.manual_detection
        ))
    into v_answer
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.id = p_inference_id and i.picture_id = p_picture_id;

    if nachet._plain_inference(v_answer) is distinct from nachet._plain_inference(p_result) then
        raise exception using
            errcode = 'NX108',
            message = 'the id is taken by something else',
            detail = jsonb_build_object('inference_id', p_inference_id)::text,
            hint = 'Make a new id; repeat an id only to repeat the same request.';
    end if;
    return v_answer;
end
$function$;

comment on function nachet._repeat_register_inference(uuid, uuid, uuid, jsonb) is
'The answer to a registration of an inference whose id is there already.';
revoke all on function nachet._repeat_register_inference(uuid, uuid, uuid, jsonb) from public;
