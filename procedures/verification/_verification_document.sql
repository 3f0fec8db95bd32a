create or replace function nachet._verification_document(
    p_container_id uuid, p_inference_id uuid, p_acts jsonb
)
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- What verify_seed answers: the boxes of the request in its order as they are now, and whether
-- inference and picture are verified.
declare
    v_boxes jsonb;
    v_document jsonb;
begin
    select jsonb_agg(
        jsonb_build_object(
            'box_id', o.id,
            'valid', o.valid,
            'is_verified', coalesce(o.valid, false),
            'seed_id', o.verified_seed_id,
            'label', s.name,
            'top_id', o.verified_id,
            'box', coalesce(o.verified_box, nachet._box_corners(o.box_metadata -> 'box')),
            'manual_detection', o.manual_detection,
            'new_species', a.new_species and not a.done,
            'act', case when not a.done then a.act end,
            'verification_id', case when not a.done then a.act_id end
        )
        order by a.n
    )
    into v_boxes
    from jsonb_to_recordset(p_acts) as a (
        n bigint, object_id uuid, act text, act_id uuid, new_species boolean, done boolean
    )
    inner join nachet_data.object as o
        on o.container_id = p_container_id
            and o.inference_id = p_inference_id
            and a.object_id = o.id
    left join nachet_data.seed as s on o.verified_seed_id = s.id;

    select jsonb_build_object(
        'inference_id', i.id,
        'picture_id', i.picture_id,
        'inference_verified', i.verified,
        'picture_verified', p.verified,
        'boxes', v_boxes
    )
    into v_document
    from nachet_data.inference as i
    inner join nachet_data.picture as p on i.container_id = p.container_id and i.picture_id = p.id
    where i.container_id = p_container_id
        and i.id = p_inference_id
        and p.container_id = p_container_id;
    return v_document;
end
$function$;

comment on function nachet._verification_document(uuid, uuid, jsonb) is 'What verify_seed answers.';
revoke all on function nachet._verification_document(uuid, uuid, jsonb) from public;
