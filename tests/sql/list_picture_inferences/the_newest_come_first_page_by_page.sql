do $test$
declare
    r record;
    v_ids uuid[];
    v_page jsonb;
    v_seen uuid[] := '{}';
    v_after jsonb := 'null';
    v_n integer;
begin
    select * into r from test.register(2, 3);
    v_ids := array[r.inference_id];
    for v_n in 1..4 loop
        v_ids := (test.register_again(
            r.user_id, r.picture_id, test.sample_inference(v_n, 1)
        ) ->> 'inference_id')::uuid || v_ids;
    end loop;
    -- All have one time: then their ids decide.
    loop
        v_page := nachet.list_picture_inferences(
            r.user_id, r.user_id, r.picture_id, jsonb_build_object('limit', 2, 'after', v_after)
        );
        v_seen := v_seen || array(
            select (i.value ->> 'inference_id')::uuid
            from jsonb_array_elements(v_page -> 'items') with ordinality as i (value, n)
            order by i.n
        );
        v_after := v_page -> 'next';
        exit when v_after = 'null';
    end loop;
    assert v_seen = v_ids, format('%s is not %s', v_seen, v_ids);

    v_page := nachet.list_picture_inferences(r.user_id, r.user_id, r.picture_id);
    assert v_page #>> '{items,0,inference_id}'
        = nachet.get_picture_inference(r.user_id, r.user_id, r.picture_id) ->> 'inference_id';
    assert v_page #> '{items,4}' @> jsonb_build_object(
        'picture_id', r.picture_id, 'pipeline_name', 'Swin transformer', 'user_id', r.user_id,
        'nb_object', 2, 'is_verified', false, 'withdrawn_at', null
    );
    assert jsonb_typeof(v_page #> '{items,4,models}') = 'array';

    perform nachet.withdraw_inference(r.user_id, r.user_id, v_ids[2], '{"reason": "blurred"}');
    v_page := nachet.list_picture_inferences(r.user_id, r.user_id, r.picture_id);
    assert jsonb_array_length(v_page -> 'items') = 4;
    v_page := nachet.list_picture_inferences(
        r.user_id, r.user_id, r.picture_id, '{"include_withdrawn": true}'
    );
    assert v_page #>> '{items,1,withdrawn_reason}' = 'blurred';
    assert jsonb_array_length(v_page -> 'items') = 5;
end
$test$;
