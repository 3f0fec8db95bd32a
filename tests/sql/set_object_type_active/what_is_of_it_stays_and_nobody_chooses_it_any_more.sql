do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    r record;
    v_seed uuid;
    v_document jsonb := test.sample_inference(2, 1);
begin
    select * into r from test.register(1, 1);
    v_seed := (
        nachet.register_seed(v_admin, 'Secale cereale', '{"object_type_id": 3}') ->> 'seed_id'
    )::uuid;
    assert nachet.set_object_type_active(v_admin, 3, false)
        = '{"object_type_id": 3, "name": "crop", "active": false}';
    assert nachet.set_object_type_active(v_admin, 3, false) -> 'active' = 'false';
    assert nachet.list_object_types(v_admin) #> '{2,active}' = 'false', 'it is listed';
    assert nachet.get_seed(v_admin, v_seed) -> 'object_type_id' = '3';
    perform test.raises(
        format(
            'select nachet.register_seed(%L, %L, %L)', v_admin, 'Avena sativa',
            '{"object_type_id": 3}'
        ),
        'NX015'
    );
    assert test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
            test.feedback(r.document, 0, '{"objectTypeId": 3}')
        ),
        'NX205'
    ) ->> 'place' = 'boxes[0].objectTypeId';
    -- A model may say what it was trained to say.
    v_document := test.register_again(
        r.user_id, r.picture_id, jsonb_set(v_document, '{boxes,0,object_type_id}', '3')
    );
    assert v_document #> '{boxes,0,object_type_id}' = '3';
    assert nachet.set_object_type_active(v_admin, 3, true) -> 'active' = 'true';
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"objectTypeId": 3}')
    );
    assert (
        select jsonb_agg(jsonb_build_array(a.before, a.after) order by a.id)
        from nachet.act as a
        where a.act = 'set_object_type_active' and a.user_id = v_admin
    ) = '[[{"active": true}, {"active": false}], [{"active": false}, {"active": true}]]';
end
$test$;
