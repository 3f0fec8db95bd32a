do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_result jsonb := test.sample_inference(5, 1);
    v_page jsonb;
    v_scores numeric[] := '{}';
begin
    for i in 0..4 loop
        v_result := jsonb_set(
            v_result, array['boxes', i::text, 'topN', '0', 'score'],
            to_jsonb(((i * 3) % 5)::numeric / 10)
        );
    end loop;
    perform nachet.register_inference(
        v_user, v_user, test.add_picture(v_user), v_result,
        jsonb_build_object('pipeline', test.add_pipeline())
    );
    v_page := nachet.list_review_queue(v_user, v_user, '{"limit": 2}');
    while v_page -> 'items' <> '[]' loop
        v_scores := v_scores || array(
            select (b.value ->> 'score')::numeric
            from jsonb_array_elements(v_page -> 'items') with ordinality as b
            order by b.ordinality
        );
        exit when v_page -> 'next' = 'null';
        v_page := nachet.list_review_queue(
            v_user, v_user, jsonb_build_object('limit', 2, 'after', v_page -> 'next')
        );
    end loop;
    assert v_scores = array[0, 0.1, 0.2, 0.3, 0.4], v_scores;
    perform test.raises(
        format('select nachet.list_review_queue(%L, %L, %L)', v_user, v_user, '{"limit": 0}'),
        'NX210'
    );
    perform test.raises(
        format(
            'select nachet.list_review_queue(%L, %L, %L)', v_user, v_user, '{"after": {"score": 1}}'
        ),
        'NX210'
    );
end
$test$;
