do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_ana constant uuid := test.add_user('Ana@example.org');
    v_bo constant uuid := test.add_user('bo@example.com');
    v_page jsonb;
begin
    v_page := nachet.list_users(v_admin, '{"limit": 2}');
    assert jsonb_path_query_array(v_page, '$.items[*].user_id') = jsonb_build_array(v_admin, v_ana);
    v_page := nachet.list_users(v_admin, jsonb_build_object('after', v_page -> 'next'));
    assert v_page = jsonb_build_object(
        'items', jsonb_build_array(nachet.get_user('bo@example.com')), 'next', null
    );
    assert jsonb_path_query_array(
        nachet.list_users(v_admin, '{"text": "ANA@"}'), '$.items[*].user_id'
    ) = jsonb_build_array(v_ana);
    assert jsonb_path_query_array(
        nachet.list_users(v_admin, jsonb_build_object('text', v_bo)), '$.items[*].user_id'
    ) = jsonb_build_array(v_bo);
    assert nachet.list_users(v_admin, '{"active": false}') -> 'items' = '[]';
    perform nachet.set_user_active(v_admin, v_bo, false);
    assert jsonb_path_query_array(
        nachet.list_users(v_admin, '{"active": false}'), '$.items[*].state'
    ) = '["deactivated"]';
    assert jsonb_array_length(nachet.list_users(v_admin, '{"active": true}') -> 'items') = 2;
    assert test.raises(format('select nachet.list_users(%L, %L)', v_admin, '{"x": 1}'), 'NX210')
        ->> 'option' = 'x';
    perform test.raises(format('select nachet.list_users(%L)', v_ana), 'NX302');
end
$test$;
