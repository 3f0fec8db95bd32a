do $test$
declare
    r record;
    v_again jsonb;
    v_read jsonb;
begin
    select * into r from test.register(3, 5);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0)
        || test.feedback(r.document, 1, '{"label": "Avena fatua", "classId": ""}')
        || test.feedback(r.document, 2, '{"label": "", "classId": ""}')
    );
    -- A new version sees the same, a pixel beside.
    v_again := test.register_again(
        r.user_id, r.picture_id,
        jsonb_set(
            test.sample_inference(3, 2), '{boxes,1,box}',
            '{"topX": 21, "topY": 0, "bottomX": 28, "bottomY": 8}'
        )
    );
    assert not jsonb_path_exists(v_again, '$.boxes[*].is_verified'), 'no other key';
    v_read := nachet.get_inference(
        r.user_id, r.user_id, (v_again ->> 'inference_id')::uuid, '{"include_rejected": true}'
    );
    assert jsonb_path_query_array(v_read, '$.boxes[*].is_verified') = '[true, true, false]';
    assert v_read #>> '{boxes,1,label}' = 'Avena fatua';
    assert v_read #> '{boxes,1,box,topX}' = '21', 'nobody moved the box: it is the model''s';
    assert v_read #> '{boxes,2,is_rejected}' = 'true';
    assert (
        select i.verified and i.nb_reviewed = 3 and i.verified_by is null
        from nachet.inference_summary as i
        where i.inference_id = (v_again ->> 'inference_id')::uuid
    );
    assert (select count(*) from nachet.verified_object) = 2, 'each specimen once';
    assert (select count(*) from nachet.specimen) = 3;
    assert (
        select sum(c.nb_object) from nachet.seed_confusion as c
    ) = 4, 'both versions are judged';
    assert nachet.list_review_queue(r.user_id, r.user_id) -> 'items' = '[]';
end
$test$;
