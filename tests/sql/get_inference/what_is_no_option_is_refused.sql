do $test$
declare
    r record;
    v_options jsonb;
begin
    select * into r from test.register(1, 1);
    foreach v_options in array array[
        '{"include_rejected": "true"}', '{"include_rejected": 1}', '{"rejected": true}', '[]'
    ]::jsonb[] loop
        perform test.raises(format(
            'select nachet.get_inference(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
            v_options
        ), 'NX210');
        perform test.raises(format(
            'select nachet.get_picture_inference(%L, %L, %L, %L)', r.user_id, r.user_id,
            r.picture_id, v_options
        ), 'NX210');
    end loop;
    assert nachet.get_inference(r.user_id, r.user_id, r.inference_id, '{"include_rejected": null}')
        = nachet.get_inference(r.user_id, r.user_id, r.inference_id);
end
$test$;
