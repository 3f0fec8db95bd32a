do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('user@example.org');
    v_archive constant uuid := id from nachet_data.installation;
    v_set constant text := 'select nachet.set_container_quota(%L, %L, %L)';
    v_quota jsonb;
begin
    perform test.raises(format(v_set, v_user, v_user, '{"quota": 1}'), 'NX301');
    foreach v_quota in array array['-1', '1.5', '1e300', '"1"']::jsonb[] loop
        perform test.raises(
            format(v_set, v_admin, v_user, jsonb_build_object('quota', v_quota)), 'NX210'
        );
    end loop;
    perform test.raises(format(v_set, v_admin, v_archive, '{"quota": 1}'), 'NX115');
    assert nachet.get_container_access(v_user, v_user) -> 'quota' = 'null';
end
$test$;
