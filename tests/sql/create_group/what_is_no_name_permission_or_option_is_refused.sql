do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_name text;
    v_permission text;
    v_options jsonb;
begin
    foreach v_name in array array['', E' \t\n', repeat('x', 201)] loop
        perform test.raises(
            format('select nachet.create_group(%L, %L, %L)', v_user, v_name, 'read'), 'NX202'
        );
    end loop;
    foreach v_permission in array array['admin', 'READ', '', '1'] loop
        assert test.raises(
            format('select nachet.create_group(%L, %L, %L)', v_user, 'Lab', v_permission), 'NX209'
        ) = jsonb_build_object('permission', v_permission);
    end loop;
    foreach v_options in array array['{"group_id": "x"}', '{"name": "x"}', '[]']::jsonb[] loop
        perform test.raises(
            format('select nachet.create_group(%L, %L, %L, %L)', v_user, 'Lab', 'read', v_options),
            'NX210'
        );
    end loop;
    assert not exists (select from nachet."group");
end
$test$;
