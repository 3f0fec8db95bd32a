do $test$
declare
    r record;
    v_other uuid;
    v_document jsonb;
    v_read jsonb;
begin
    select * into r from test.register(4, 5);
    -- The models say that the first three overlap; as a list, and as none.
    v_document := r.document || '{"totalBoxes": 4, "labelOccurrence": {"a": 4}}';
    for v_box in 0..3 loop
        v_document := jsonb_set(
            v_document, array['boxes', v_box::text],
            (v_document #> array['boxes', v_box::text])
            || jsonb_build_object(
                'overlapping', v_box < 3,
                'overlappingIndices', (array['[2, 3]', '[1, 3]', '[1, 2]', '0'])[v_box + 1]::jsonb
            )
        );
    end loop;
    v_document := test.register_again(r.user_id, r.picture_id, v_document);
    v_other := v_document ->> 'inference_id';
    assert nachet.get_inference(r.user_id, r.user_id, v_other) -> 'labelOccurrence' = '{"a": 4}';

    -- The first is no seed; the last is another species, and a person draws one upon it.
    perform nachet.verify_seed(
        r.user_id, r.user_id, v_other,
        test.feedback(v_document, 0, '{"label": "", "classId": ""}')
        || test.feedback(v_document, 3, '{"label": "Avena fatua", "classId": ""}')
        || jsonb_build_array(jsonb_build_object(
            'boxId', '', 'label', 'Avena fatua', 'classId', '',
            'box', (v_document #> '{boxes,3,box}') || jsonb_build_object(
                'bottomX', ((v_document #> '{boxes,3,box,bottomX}')::numeric
                    + (v_document #> '{boxes,3,box,topX}')::numeric) / 2
            )
        ))
    );
    v_read := nachet.get_inference(r.user_id, r.user_id, v_other);
    assert v_read -> 'totalBoxes' = '4';
    assert (v_read #> '{labelOccurrence,Avena fatua}') = '2';
    assert (
        select sum(l.value::integer)
        from jsonb_each_text(v_read -> 'labelOccurrence') as l
    ) = 4;
    assert jsonb_path_query_array(v_read, '$.boxes[*].overlappingIndices')
        = '[[2], [1], [4], [3]]', jsonb_path_query_array(v_read, '$.boxes[*].overlappingIndices');
    assert jsonb_path_query_array(v_read, '$.boxes[*].overlapping') = '[true, true, true, true]';

    v_read := nachet.get_inference(
        r.user_id, r.user_id, v_other, '{"include_rejected": true}'
    );
    assert v_read -> 'totalBoxes' = '5';
    assert jsonb_path_query_array(v_read, '$.boxes[*].overlappingIndices')
        = '[[2, 3], [1, 3], [1, 2], [5], [4]]';
end
$test$;
