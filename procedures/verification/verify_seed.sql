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
    v_seeds jsonb;
    v_picture_id uuid;
    v_boxes jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform nachet._check_verification(p_boxes);
    perform nachet._hold_catalogue();
    v_seeds := nachet._resolve_feedback_labels(p_boxes);
    v_picture_id := nachet._lock_inference(p_container_id, p_inference_id);
    v_boxes := nachet._record_acts(
        p_user_id, p_container_id, p_inference_id, p_boxes, v_seeds
    );
    perform nachet._settle_inference(p_container_id, p_inference_id, v_picture_id);
    return (
        select jsonb_build_object(
            'inference_id', i.id,
            'picture_id', i.picture_id,
            'inference_verified', i.verified,
            'picture_verified', p.verified,
            'boxes', v_boxes
        )
        from nachet_data.inference as i
        inner join nachet_data.picture as p
            on i.container_id = p.container_id and i.picture_id = p.id
        where i.container_id = p_container_id
            and i.id = p_inference_id
            and p.container_id = p_container_id
    );
end
$function$;

comment on function nachet.verify_seed(uuid, uuid, uuid, jsonb) is
'Records what a person says of the boxes of an inference; answers with the boxes as they are now.';
revoke all on function nachet.verify_seed(uuid, uuid, uuid, jsonb) from public;
grant execute on function nachet.verify_seed(uuid, uuid, uuid, jsonb) to nachet_backend;
