create or replace function nachet._read_verification(
    p_container_id uuid, p_inference_id uuid, p_boxes jsonb, p_seeds jsonb
)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- What a person means by each box of a checked feedback document, against the boxes as they are:
-- n (its place in the request), is_new, known (the box is there), object_id, act, act_id,
-- seed_id, new_species, guess_id (of that species), box (as drawn), moved_box, done (it is so
-- already), conflict, before, comment. p_seeds holds the species that are named by text.
declare
    v_acts jsonb;
begin
    with found as materialized (
        select
            st.*,
            o.id is not null as known,
            o.valid,
            o.verified_seed_id,
            nachet._box_corners(o.box_metadata -> 'box') as model_box,
            coalesce(o.verified_box, nachet._box_corners(o.box_metadata -> 'box')) as current_box,
            guess.top_seed_id,
            case
                when st.rejected then null
                when st.plain then coalesce(o.verified_seed_id, guess.top_seed_id)
                when o.verified_id = st.class_id then o.verified_seed_id
                else coalesce(
                    guess.chosen_seed_id, s.merged_into, s.id, (st.named ->> 'seed_id')::uuid
                )
            end as seed_id
        from nachet._read_feedback(p_boxes, p_seeds) as st
        left join nachet_data.object as o
            on o.container_id = p_container_id
                and o.inference_id = p_inference_id
                and st.object_id = o.id
        left join lateral (
            select
                min(so.seed_id::text) filter (where so.rank = 1)::uuid as top_seed_id,
                min(so.seed_id::text) filter (where so.id = st.class_id)::uuid as chosen_seed_id
            from nachet_data.seed_object as so
            where so.container_id = p_container_id and so.object_id = o.id
        ) as guess on true
        left join nachet_data.seed as s on st.class_id = s.id
    ),

    judged as materialized (
        select
            f.*,
            twin.id as twin_id,
            case
                when f.is_new then twin.id is not null
                when f.rejected then f.valid is false
                else coalesce(
                    f.valid and (
                        f.plain
                        or (
                            f.verified_seed_id = f.seed_id and coalesce(f.box = f.current_box, true)
                        )
                    ),
                    false
                )
            end as done,
            (
                select so.id
                from nachet_data.seed_object as so
                where so.container_id = p_container_id
                    and so.object_id = f.object_id
                    and so.seed_id = f.seed_id
                order by so.rank
                limit 1
            ) as guess_id
        from found as f
        -- A box that was added already, sent again.
        left join nachet_data.object as twin
            on f.is_new
            and twin.container_id = p_container_id
            and twin.inference_id = p_inference_id
            and twin.manual_detection
            and f.seed_id = twin.verified_seed_id
            and nachet._box_corners(twin.box_metadata -> 'box') = f.box
    )

    select jsonb_agg(
        jsonb_build_object(
            'n', j.n,
            'is_new', j.is_new,
            'known', j.is_new or j.known,
            'object_id',
            case when j.is_new then coalesce(j.twin_id, nachet_data.uuid7()) else j.object_id end,
            'act', case
                when j.is_new then 'add'
                when j.rejected then 'reject'
                when j.seed_id = j.top_seed_id
                    and coalesce(j.box = j.model_box, true) then 'confirm'
                else 'correct'
            end,
            'act_id', nachet_data.uuid7(),
            'rejected', j.rejected,
            'seed_id', j.seed_id,
            'new_species', coalesce(j.class_id is null and j.named -> 'new' = 'true', false),
            'guess_id', j.guess_id,
            'box', coalesce(j.box, j.current_box),
            'moved_box', case when not j.is_new then nullif(j.box, j.model_box) end,
            'done', j.done,
            'conflict', j.valid is not null and not j.done,
            'before', case
                when j.known then jsonb_build_object(
                    'valid', j.valid, 'seed_id', j.verified_seed_id, 'box', j.current_box
                )
            end,
            'comment', j.comment
        )
        order by j.n
    )
    into v_acts
    from judged as j;
    return v_acts;
end
$function$;

comment on function nachet._read_verification(uuid, uuid, jsonb, jsonb) is
'What a person means by each box of a feedback document, against the boxes as they are.';
revoke all on function nachet._read_verification(uuid, uuid, jsonb, jsonb) from public;
