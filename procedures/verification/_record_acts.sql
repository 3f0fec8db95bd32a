create or replace function nachet._record_acts(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_boxes jsonb, p_seeds jsonb
)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Does what a person means by each box of a checked feedback document; answers with the boxes in
-- its order as they are now. p_seeds holds the species named by text. A box that cannot be done
-- refuses the request, and the error undoes the others. The caller holds the lock on the picture.
-- Raises: NX006, NX007, NX105.
declare
    v_now constant timestamptz := nachet._now();
    v_boxes jsonb;
    v_refused jsonb;
begin
    with act as materialized (
        select a.*
        from nachet._read_verification(p_container_id, p_inference_id, p_boxes, p_seeds) as a
    ),

    wanted as (
        select a.*
        from act as a
        where not a.done and a.problem is null
    ),

    added as (
        insert into nachet_data.object (
            container_id, id, inference_id, position, box_metadata,
            top_x, top_y, bottom_x, bottom_y, top_score, manual_detection,
            valid, verified_seed_id, verified_id, upload_date, updated_at
        )
        select
            p_container_id, w.object_id, p_inference_id,
            row_number() over (order by w.n) + (
                select coalesce(max(o.position), 0)
                from nachet_data.object as o
                where o.container_id = p_container_id and o.inference_id = p_inference_id
            ),
            jsonb_build_object(
                'box', w.box, 'label', w.label, 'score', 1, 'topN', '[]'::jsonb,
                'box_id', w.object_id, 'object_type_id', 1, 'top_id', w.act_id
            ),
            (w.box -> 'topX')::double precision, (w.box -> 'topY')::double precision,
            (w.box -> 'bottomX')::double precision, (w.box -> 'bottomY')::double precision,
            1, true, true, w.seed_id, w.act_id, v_now, v_now
        from wanted as w
        where w.is_new
    ),

    changed as (
        update nachet_data.object as o
        set
            valid = w.valid,
            verified_seed_id = w.seed_id,
            verified_id = w.verified_id,
            verified_box = w.verified_box,
            updated_at = v_now
        from wanted as w
        where o.container_id = p_container_id and o.id = w.object_id and not w.is_new
    ),

    recorded as (
        insert into nachet_data.verification (
            container_id, id, object_id, user_id, act, before, after, comment, upload_date
        )
        select
            p_container_id, w.act_id, w.object_id, p_user_id, w.act, w.before,
            jsonb_build_object('valid', w.valid, 'seed_id', w.seed_id, 'box', w.box),
            w.comment, v_now
        from wanted as w
    )

    select
        jsonb_agg(
            jsonb_build_object(
                'box_id', a.object_id,
                'valid', a.valid,
                'is_verified', a.valid,
                'seed_id', a.seed_id,
                'label', s.name,
                'top_id', a.verified_id,
                'box', a.box,
                'manual_detection', a.manual_detection,
                'new_species', a.new_species and not a.done,
                'act', case when not a.done then a.act end,
                'verification_id', case when not a.done then a.act_id end
            )
            order by a.n
        ),
        jsonb_agg(
            jsonb_build_object('problem', a.problem, 'n', a.n, 'box_id', a.object_id)
            order by a.n
        ) filter (where a.problem is not null) -> 0
    into v_boxes, v_refused
    from act as a
    left join nachet_data.seed as s on a.seed_id = s.id;
    if v_refused is not null then
        perform nachet._refuse_act(v_refused);
    end if;
    return v_boxes;
end
$function$;

comment on function nachet._record_acts(uuid, uuid, uuid, jsonb, jsonb) is
'Does what a person means by each box of a feedback document; answers with the boxes as they are '
'now.';
revoke all on function nachet._record_acts(uuid, uuid, uuid, jsonb, jsonb) from public;
