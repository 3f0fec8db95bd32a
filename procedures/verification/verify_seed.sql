create or replace function nachet.verify_seed(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_boxes jsonb
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Records what a person says of boxes: confirm, correct, move, reject, add; all of the request
-- or nothing.
-- Each of p_boxes: boxId (empty: a box to add); label or classId (a species by name or id; both
-- empty: the box is wrong; neither: it is right), box (moved to there), comment. When no box of
-- the inference is left to review, it is verified, and its picture too.
-- Locks: the catalogue, shared; the picture.
-- Raises: NX001, NX002, NX005, NX006, NX007, NX105, NX205, NX301.
-- Repeat: changes nothing; the answer says what is so.
declare
    v_now constant timestamptz := nachet._now();
    v_seeds jsonb;
    v_picture_id uuid;
    v_acts jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform nachet._check_verification(p_boxes);
    perform nachet._hold_catalogue();
    v_seeds := nachet._resolve_feedback_labels(p_boxes);
    v_picture_id := nachet._lock_inference(p_container_id, p_inference_id);
    v_acts := nachet._read_verification(p_container_id, p_inference_id, p_boxes, v_seeds);
    perform nachet._require_acts(v_acts);

    if v_acts @> '[{"is_new": true, "done": false}]' then
        perform nachet._add_objects(p_container_id, p_inference_id, p_boxes, v_acts);
    end if;
    update nachet_data.object as o
    set
        valid = not a.rejected,
        verified_seed_id = a.seed_id,
        verified_id = case when not a.rejected then coalesce(a.guess_id, a.act_id) end,
        verified_box = a.moved_box,
        updated_at = v_now
    from jsonb_to_recordset(v_acts) as a (
        object_id uuid, rejected boolean, seed_id uuid, guess_id uuid, act_id uuid, moved_box jsonb,
        is_new boolean, done boolean
    )
    where o.container_id = p_container_id and o.inference_id = p_inference_id and o.id = a.object_id
        and not a.is_new and not a.done;

    insert into nachet_data.verification (
        container_id, id, object_id, user_id, act, before, after, comment, upload_date
    )
    select
        p_container_id, a.act_id, a.object_id, p_user_id, a.act, a.before,
        jsonb_build_object('valid', not a.rejected, 'seed_id', a.seed_id, 'box', a.box),
        a.comment, v_now
    from jsonb_to_recordset(v_acts) as a (
        act_id uuid, object_id uuid, act text, before jsonb, rejected boolean, seed_id uuid,
        box jsonb, comment text, done boolean
    )
    where not a.done;

    perform nachet._settle_inference(p_container_id, p_inference_id, v_picture_id);
    return nachet._verification_document(p_container_id, p_inference_id, v_acts);
end
$function$;

comment on function nachet.verify_seed(uuid, uuid, uuid, jsonb) is
'Records what a person says of the boxes of an inference; answers with the boxes as they are now.';
revoke all on function nachet.verify_seed(uuid, uuid, uuid, jsonb) from public;
grant execute on function nachet.verify_seed(uuid, uuid, uuid, jsonb) to nachet_backend;
