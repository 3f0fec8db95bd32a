do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
    v_name text;
begin
    perform test.raises(
        format('select nachet.register_object_type(%L, %L)', v_user, 'Soil'), 'NX302'
    );
    perform test.raises(
        format('select nachet.register_object_type(%L, %L)', gen_random_uuid(), 'Soil'), 'NX001'
    );
    foreach v_name in array array['', ' ', repeat('x', 201)] loop
        assert test.raises(
            format('select nachet.register_object_type(%L, %L)', v_admin, v_name), 'NX202'
        ) = jsonb_build_object('name', left(v_name, 200));
    end loop;
    assert (select count(*) from nachet.object_type) = 4;
end
$test$;
