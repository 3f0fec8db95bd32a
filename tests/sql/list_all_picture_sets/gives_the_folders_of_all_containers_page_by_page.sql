do $test$
declare
    v_user constant uuid := test.add_user('user@example.org');
    v_friend constant uuid := test.add_user('friend@example.org');
    v_field constant uuid := nachet.create_picture_set(v_friend, v_friend, '{"name": "Field 7"}')
        ->> 'picture_set_id';
    v_page jsonb;
begin
    perform test.add_user('stranger@example.org');
    perform nachet.share_container_with_user(v_friend, v_friend, 'user@example.org', 'read');
    v_page := nachet.list_all_picture_sets(v_user, '{"limit": 2}');
    assert jsonb_path_query_array(v_page, '$.items[*].picture_set_id')
        = jsonb_build_array(v_field, v_friend);
    assert v_page #> '{items,0}' = nachet.get_picture_set(v_user, v_friend, v_field);
    v_page := nachet.list_all_picture_sets(v_user, jsonb_build_object('after', v_page -> 'next'));
    assert jsonb_path_query_array(v_page, '$.items[*].picture_set_id') = jsonb_build_array(v_user);
    assert v_page -> 'next' = 'null';
    assert jsonb_path_query_array(
        nachet.list_all_picture_sets(v_user, '{"text": "FIELD"}'), '$.items[*].folder_name'
    ) = '["Field 7"]';
    perform test.raises(
        format('select nachet.list_all_picture_sets(%L, %L)', v_user, '{"limit": 0}'), 'NX210'
    );
end
$test$;
