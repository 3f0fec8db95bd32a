do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
begin
    assert nachet.rename_object_type(v_admin, 2, ' Soil ', '{"reason": "clearer"}')
        = '{"object_type_id": 2, "name": "Soil", "active": true}';
    assert nachet.rename_object_type(v_admin, 2, 'SOIL') ->> 'name' = 'SOIL';
    assert nachet.rename_object_type(v_admin, 2, 'SOIL') ->> 'name' = 'SOIL';
    assert test.raises(
        format('select nachet.rename_object_type(%L, 2, %L)', v_admin, 'CROP'), 'NX171'
    ) = '{"name": "CROP", "object_type_id": 3}';
    assert nachet.list_object_types(v_admin) #>> '{1,name}' = 'SOIL';
    assert (
        select jsonb_agg(jsonb_build_array(a.before, a.after, a.reason) order by a.id)
        from nachet.act as a
        where a.act = 'rename_object_type'
    ) = '[
        [{"name": "inert matter"}, {"name": "Soil"}, "clearer"],
        [{"name": "Soil"}, {"name": "SOIL"}, ""]
    ]';
end
$test$;
