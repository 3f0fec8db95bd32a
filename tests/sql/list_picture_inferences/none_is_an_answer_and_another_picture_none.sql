do $test$
declare
    r record;
    v_other uuid;
    v_stranger constant uuid := test.add_user('stranger@example.org');
begin
    select * into r from test.register(1, 1);
    v_other := test.add_picture(r.user_id);
    assert nachet.list_picture_inferences(r.user_id, r.user_id, v_other)
        = '{"items": [], "next": null}';
    perform test.raises(format(
        'select nachet.list_picture_inferences(%L, %L, %L, %L)', r.user_id, r.user_id, v_other,
        jsonb_build_object('after', r.inference_id)
    ), 'NX005');
    perform test.raises(format(
        'select nachet.list_picture_inferences(%L, %L, %L, %L)', r.user_id, r.user_id, v_other,
        '{"limit": 0}'
    ), 'NX210');
    perform test.raises(format(
        'select nachet.list_picture_inferences(%L, %L, %L)', r.user_id, r.user_id, gen_random_uuid()
    ), 'NX004');
    perform test.raises(format(
        'select nachet.list_picture_inferences(%L, %L, %L)', v_stranger, r.user_id, r.picture_id
    ), 'NX002');
end
$test$;
