do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
begin
    assert nachet.register_object_type(v_admin, ' Soil ') = '{"object_type_id": 5, "name": "Soil"}';
    assert nachet.register_object_type(v_admin, 'SOIL') = '{"object_type_id": 5, "name": "Soil"}';
    assert nachet.register_object_type(v_admin, 'Crop') = '{"object_type_id": 3, "name": "crop"}';
    assert (select count(*) from nachet.object_type) = 5;
    assert nachet.list_object_types(v_admin) -> 4 ->> 'name' = 'Soil';
end
$test$;
