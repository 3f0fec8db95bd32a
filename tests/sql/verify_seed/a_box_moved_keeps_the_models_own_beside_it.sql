do $test$
declare
    r record;
    v_box constant jsonb := '{"topX": 250.5, "topY": 61.25, "bottomX": 560.75, "bottomY": 490.0}';
begin
    select * into r from test.register(3, 5);
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(
        r.document, 0,
        jsonb_build_object('label', '', 'classId', r.document #> '{boxes,0,top_id}', 'box', v_box)
    ));
    assert nachet.get_inference(r.user_id, r.user_id, r.inference_id) #> '{boxes,0,box}' = v_box;
    assert (
        select o.box_metadata
        from nachet.object as o
        where o.id::text = r.document #>> '{boxes,0,box_id}'
    )
        = r.document #> '{boxes,0}';
    assert (select v.top_x from nachet.verified_object as v) = 250.5;
end
$test$;
