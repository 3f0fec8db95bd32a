create or replace function nachet._add_objects(
    p_container_id uuid, p_inference_id uuid, p_boxes jsonb, p_acts jsonb
)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Adds the boxes that a person drew, after those that are there; each is verified as it is added.
declare
    v_now constant timestamptz := nachet._now();
    v_last integer;
begin
    select coalesce(max(o.position), 0) into v_last
    from nachet_data.object as o
    where o.container_id = p_container_id and o.inference_id = p_inference_id;

    insert into nachet_data.object (
        container_id, id, inference_id, position, box_metadata, top_x, top_y, bottom_x, bottom_y,
        top_score, manual_detection, valid, verified_seed_id, verified_id, upload_date, updated_at
    )
    select
        p_container_id, a.object_id, p_inference_id, v_last + row_number() over (order by a.n),
        jsonb_build_object(
            'box', a.box, 'label', b.value -> 'label', 'score', 1, 'topN', '[]'::jsonb,
            'box_id', a.object_id, 'object_type_id', 1, 'top_id', a.act_id
        ),
        (a.box -> 'topX')::double precision, (a.box -> 'topY')::double precision,
        (a.box -> 'bottomX')::double precision, (a.box -> 'bottomY')::double precision,
        1, true, true, a.seed_id, a.act_id, v_now, v_now
    from jsonb_to_recordset(p_acts) as a (
        n bigint, object_id uuid, act_id uuid, seed_id uuid, box jsonb, is_new boolean, done boolean
    )
    inner join jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
        on a.n = b.ordinality
    where a.is_new and not a.done;
end
$function$;

comment on function nachet._add_objects(uuid, uuid, jsonb, jsonb) is
'Adds the boxes that a person drew.';
revoke all on function nachet._add_objects(uuid, uuid, jsonb, jsonb) from public;
