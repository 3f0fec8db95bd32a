do $test$
declare
    v_user constant uuid := test.add_user('user@example.org');
    v_other constant uuid := nachet.create_container(v_user) ->> 'container_id';
    v_old constant uuid := test.add_picture(v_user);
    v_id constant uuid := nachet_data.uuid7();
    v_container uuid;
    v_page jsonb;
begin
    foreach v_container in array array[v_user, v_other] loop
        perform nachet.register_pictures(
            v_user, v_container, v_container,
            jsonb_build_array(jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 1000,
                'sha256', repeat('a', 64), 'picture_id', v_id
            ))
        );
        perform nachet.confirm_pictures(v_user, v_container, array[v_id]);
    end loop;
    v_page := nachet.find_all_pictures(v_user, '{"limit": 1}');
    assert jsonb_path_query_array(v_page, '$.items[*].container_id')
        = jsonb_build_array(least(v_user, v_other), greatest(v_user, v_other));
    v_page := nachet.find_all_pictures(
        v_user, jsonb_build_object('limit', 1, 'after', v_page -> 'next')
    );
    assert jsonb_path_query_array(v_page, '$.items[*].picture_id') = jsonb_build_array(v_old);
    assert v_page -> 'next' = 'null';
end
$test$;
