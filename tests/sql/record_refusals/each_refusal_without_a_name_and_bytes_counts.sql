do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_batch constant uuid := nachet.begin_batch(
        v_user, v_user, v_user, '{"expected": 5}'
    ) ->> 'batch_id';
    v_refusals constant jsonb := '[
        {"code": "NX203", "message": "first"},
        {"code": "NX203", "message": "second", "name": null, "sha256": null},
        {"code": "NX203", "message": "third", "name": "a.png"},
        {"code": "NX203", "message": "fourth", "name": "a.png"}
    ]';
begin
    assert nachet.record_refusals(v_user, v_user, v_batch, v_refusals)
        @> '{"refused": 3, "is_complete": false}';
    assert nachet.record_refusals(v_user, v_user, v_batch, v_refusals)
        @> '{"refused": 5, "is_complete": true}';
    assert jsonb_path_query_array(
        nachet.get_batch(v_user, v_user, v_batch), '$.refusals[*] ? (@.name == null).message'
    ) @> '["first", "second"]';
end
$test$;
