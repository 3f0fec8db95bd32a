do $test$
declare
    v_user constant uuid := test.add_user('user@example.org');
    v_friend constant uuid := test.add_user('friend@example.org');
    v_stranger constant uuid := test.add_user('stranger@example.org');
    v_ids uuid[];
    v_seen uuid[] := array[]::uuid[];
    v_page jsonb;
    v_after jsonb;
begin
    for v_n in 1 .. 3 loop
        v_ids := test.add_picture(v_user) || v_ids;
        v_ids := test.add_picture(v_friend) || v_ids;
        perform test.add_picture(v_stranger);
    end loop;
    perform nachet.share_container_with_user(v_friend, v_friend, 'user@example.org', 'read');
    loop
        v_page := nachet.find_all_pictures(
            v_user, jsonb_strip_nulls(jsonb_build_object('limit', 2, 'after', v_after))
        );
        v_seen := v_seen || array(
            select (i.value ->> 'picture_id')::uuid
            from jsonb_array_elements(v_page -> 'items') as i
        );
        v_after := v_page -> 'next';
        exit when v_after = 'null';
    end loop;
    assert v_seen = v_ids;
    assert nachet.find_all_pictures(v_stranger, '{}') = nachet.find_pictures(
        v_stranger, v_stranger, '{}'
    );
    assert nachet.find_all_pictures(v_user, '{"min_byte_size": 5000}')
        = '{"items": [], "next": null}';
    perform test.raises(
        format('select nachet.find_all_pictures(%L, %L)', v_user, '{"x": 1}'), 'NX208'
    );
end
$test$;
