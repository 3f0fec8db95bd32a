-- Also by its id and by its place, and whatever way its numbers are written.
do $test$
declare
    r record;
    v_added jsonb;
    v_object uuid;
    v_boxes jsonb;
begin
    select * into r from test.register(1, 2);
    v_added := '{"boxId": "", "label": "Avena fatua",
        "box": {"topX": 1, "topY": 20, "bottomX": 30, "bottomY": 40}}';
    v_object := nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, jsonb_build_array(v_added)
    ) #>> '{boxes,0,box_id}';
    foreach v_boxes in array array[
        jsonb_build_array(v_added, jsonb_build_object('boxId', v_object)),
        jsonb_build_array(v_added, jsonb_set(v_added, '{box,topX}', '1.0'))
    ] loop
        perform test.raises(
            format(
                'select nachet.verify_seed(%L, %L, %L, %L)',
                r.user_id, r.user_id, r.inference_id, v_boxes
            ), 'NX205'
        );
    end loop;
    assert (select count(*) from nachet.identification) = 1;

    -- Rejected and added again it is another box; both were reopened, and the first one is found.
    perform nachet.reopen_object(r.user_id, r.user_id, v_object);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        jsonb_build_array(jsonb_build_object('boxId', v_object, 'label', '', 'classId', ''))
    );
    perform nachet.reopen_object(
        r.user_id, r.user_id,
        (
            nachet.verify_seed(
                r.user_id, r.user_id, r.inference_id, jsonb_build_array(v_added)
            ) #>> '{boxes,0,box_id}'
        )::uuid
    );
    perform nachet.reopen_object(r.user_id, r.user_id, v_object);
    assert nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, jsonb_build_array(v_added)
    ) #>> '{boxes,0,box_id}' = v_object::text;
end
$test$;
