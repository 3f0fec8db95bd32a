do $test$
declare
    v_user constant uuid := test.add_user('a@example.org', 'read');
begin
    assert nachet.list_object_types(v_user) = '[
        {"object_type_id": 1, "name": "seed", "active": true},
        {"object_type_id": 2, "name": "inert matter", "active": true},
        {"object_type_id": 3, "name": "crop", "active": true},
        {"object_type_id": 4, "name": "other", "active": true}
    ]';
    perform test.raises(
        format('select nachet.list_object_types(%L)', gen_random_uuid()), 'NX001'
    );
end
$test$;
