do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_box constant jsonb := '{
        "box": {"topX": 1, "topY": 1, "bottomX": 2, "bottomY": 2},
        "label": "013 Ambrosia trifida", "score": 0.4
    }';
    v_answer jsonb;
begin
    v_answer := nachet.register_inference(
        v_user, v_user, test.add_picture(v_user),
        jsonb_build_object(
            'boxes', jsonb_build_array(v_box, v_box || '{"topN": []}', v_box || '{"topN": null}')
        ),
        jsonb_build_object('pipeline', test.add_pipeline())
    );
    assert (
        select count(*) from nachet.seed_object as so where so.rank = 1 and so.score = 0.4
    ) = 3;
    assert (v_answer #> '{boxes,0}') - array['box_id', 'object_type_id', 'top_id'] = v_box;
    assert v_answer #> '{boxes,1,topN}' = '[]';
    assert v_answer #> '{boxes,2,topN}' = 'null';
    assert (
        select so.id::text
        from nachet.seed_object as so
        where so.object_id::text = v_answer #>> '{boxes,0,box_id}'
    ) = v_answer #>> '{boxes,0,top_id}';
end
$test$;
