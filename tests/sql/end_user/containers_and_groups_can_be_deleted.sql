do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('user@example.org');
    v_group constant uuid := test.add_group(v_user, 'Lab');
    v_picture constant uuid := test.add_picture(v_user);
begin
    assert nachet.end_user(v_admin, v_user, '{"containers": "delete", "groups": "delete"}')
        @> '{"nb_containers": 1, "nb_groups": 1}';
    perform test.raises(format('select nachet.get_group(%L, %L)', v_admin, v_group), 'NX010');
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_admin, v_user, v_picture), 'NX002'
    );
    assert jsonb_path_query_array(
        nachet.list_deleted_containers(v_admin), '$[*].name'
    ) = '["Container of a former user"]';
    assert nachet.purge_container(v_admin, v_user) @> '{"pictures": 1, "remaining": 0}';
    assert nachet.list_deleted_containers(v_admin) = '[]';
end
$test$;
