do $test$
declare
    r record;
    v_first jsonb := '{"boxId": "", "label": "Avena fatua", "classId": "",
        "box": {"topX": 900, "topY": 900, "bottomX": 990, "bottomY": 990}}';
    v_beside jsonb := v_first
        || '{"box": {"topX": 902, "topY": 900, "bottomX": 992, "bottomY": 990}}';
    v_reader uuid := test.add_user('second@example.org');
    v_group uuid;
    v_answer jsonb;
begin
    select * into r from test.register(1, 2);
    v_group := test.add_group(r.user_id, 'Readers', 'write');
    perform test.add_member(r.user_id, v_group, v_reader);
    perform nachet.share_container(r.user_id, r.user_id, v_group);
    v_first := nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, jsonb_build_array(v_first)
    ) #> '{boxes,0}';
    -- Another person points at the same seed, not to the pixel.
    v_answer := nachet.verify_seed(
        v_reader, r.user_id, r.inference_id, jsonb_build_array(v_beside)
    ) #> '{boxes,0}';
    assert v_answer -> 'box_id' = v_first -> 'box_id';
    assert v_answer -> 'box' = v_first -> 'box';
    assert (
        select count(distinct d.user_id) = 2 and count(distinct d.specimen_id) = 1
        from nachet.identification as d
    );
    assert test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_reader, r.user_id, r.inference_id,
            jsonb_build_array(v_beside || '{"label": "Solanum nigrum"}')
        ), 'NX105'
    ) ->> 'place' = 'boxes[0]';
    -- Half beside it, it is another one.
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, jsonb_build_array(
        v_beside || '{"box": {"topX": 940, "topY": 900, "bottomX": 1030, "bottomY": 990}}'
    ));
    assert (select count(*) from nachet.specimen as s) = 2;
end
$test$;
