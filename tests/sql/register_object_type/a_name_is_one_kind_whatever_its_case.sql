do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
begin
    assert nachet.register_object_type(v_admin, ' Soil ')
        = '{"object_type_id": 5, "name": "Soil", "active": true}';
    assert nachet.register_object_type(v_admin, 'SOIL')
        = '{"object_type_id": 5, "name": "Soil", "active": true}';
    assert nachet.register_object_type(v_admin, 'Crop')
        = '{"object_type_id": 3, "name": "crop", "active": true}';
    assert (
        select count(*) = 1 and bool_and(
            a.entity_id = '00000000-0000-0000-0000-000000000005' and a.before is null
            and a.after ->> 'name' = 'Soil'
        )
        from nachet.act as a
        where a.act = 'register_object_type'
    );
    assert (select count(*) from nachet.object_type) = 5;
    assert nachet.list_object_types(v_admin) -> 4 ->> 'name' = 'Soil';
end
$test$;
