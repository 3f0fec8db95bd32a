create or replace function nachet._read_verification(
    p_container_id uuid, p_inference_id uuid, p_boxes jsonb, p_seeds jsonb
)
returns table (
    n bigint, object_id uuid, is_new boolean, done boolean, problem text, act_id uuid, act text,
    valid boolean, seed_id uuid, verified_id uuid, verified_box jsonb, box jsonb,
    manual_detection boolean, before jsonb, label jsonb, new_species boolean, comment text
)
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- What a person means by each box of a checked feedback document, against the boxes as they are:
-- n (its place in the request), is_new, done (it is so already), problem (the code of the error
-- that refuses it), act, and what the box is then. p_seeds holds the species named by text.
begin
    return query
    with stated as materialized (
        select
            f.*,
            o.id is not null as known,
            o.manual_detection as manual,
            o.valid as old_valid,
            o.verified_seed_id as old_seed_id,
            o.verified_id as old_id,
            o.verified_box as old_box,
            nachet._box_corners(o.box_metadata -> 'box') as model_box,
            g.ids as guess_ids,
            g.seed_ids as guess_seeds
        from nachet._read_feedback(p_boxes, p_seeds) as f
        left join nachet_data.object as o
            on o.container_id = p_container_id
                and o.inference_id = p_inference_id
                and f.object_id = o.id
        cross join lateral nachet._known_guesses(p_container_id, o.id, o.manual_detection) as g
    ),

    meant as materialized (
        select
            st.*,
            case
                when st.rejected then null
                when st.plain then coalesce(st.old_seed_id, st.guess_seeds[1])
                when st.old_id = st.class_id then st.old_seed_id
                else coalesce(
                    st.guess_seeds[array_position(st.guess_ids, st.class_id)],
                    s.merged_into, s.id, (st.named ->> 'seed_id')::uuid
                )
            end as seed_id,
            coalesce(st.old_box, st.model_box) as current_box
        from stated as st
        left join nachet_data.seed as s on st.class_id = s.id
    ),

    judged as materialized (
        select
            m.*,
            nachet_data.uuid7() as act_id,
            twin.id as twin_id,
            twin.verified_id as twin_verified_id,
            twin.verified_box as twin_box,
            case
                when m.is_new then twin.id is not null
                when m.rejected then m.old_valid is false
                when m.plain
                    then m.old_valid is true and coalesce(m.box = m.current_box, true)
                else
                    (m.old_valid and m.old_seed_id = m.seed_id) is true
                    and coalesce(m.box = m.current_box, true)
            end as done
        from meant as m
        -- A box that was added already, sent again.
        left join nachet_data.object as twin
            on m.is_new
            and twin.container_id = p_container_id
            and twin.inference_id = p_inference_id
            and twin.manual_detection
            and m.seed_id = twin.verified_seed_id
            and nachet._box_corners(twin.box_metadata -> 'box') = m.box
    )

    select
        j.n,
        case when j.is_new then coalesce(j.twin_id, nachet_data.uuid7()) else j.object_id end,
        j.is_new,
        j.done,
        case
            when not (j.known or j.is_new) then 'NX006'
            when j.old_valid is not null and not j.done then 'NX105'
            when j.seed_id is null and not j.rejected then 'NX007'
        end,
        j.act_id,
        case
            when j.is_new then 'add'
            when j.rejected then 'reject'
            when j.seed_id = j.guess_seeds[1] and coalesce(j.box = j.model_box, true)
                then 'confirm'
            else 'correct'
        end,
        not j.rejected,
        j.seed_id,
        case
            when j.done then coalesce(j.old_id, j.twin_verified_id)
            when not j.rejected
                then coalesce(j.guess_ids[array_position(j.guess_seeds, j.seed_id)], j.act_id)
        end,
        case when not j.is_new then nullif(j.box, j.model_box) end,
        case
            when j.done then coalesce(j.current_box, j.twin_box, j.box)
            else coalesce(j.box, j.current_box)
        end,
        j.is_new or j.manual,
        case
            when j.known then jsonb_build_object(
                'valid', j.old_valid, 'seed_id', j.old_seed_id, 'box', j.current_box
            )
        end,
        j.label,
        coalesce(j.class_id is null and j.named -> 'new' = 'true', false),
        j.comment
    from judged as j;
end
$function$;

comment on function nachet._read_verification(uuid, uuid, jsonb, jsonb) is
'What a person means by each box of a feedback document, against the boxes as they are.';
revoke all on function nachet._read_verification(uuid, uuid, jsonb, jsonb) from public;
