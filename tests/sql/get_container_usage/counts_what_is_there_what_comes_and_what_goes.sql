do $test$
declare
    v_user constant uuid := test.add_user('user@example.org');
    v_picture constant uuid := test.add_picture(v_user);
begin
    perform test.add_picture(v_user, p_description => '{"byte_size": 500}');
    perform test.reserve_picture(v_user, '{"byte_size": 30}');
    perform nachet.delete_pictures(v_user, v_user, array[v_picture]);
    assert nachet.get_container_usage(v_user, v_user) = jsonb_build_object(
        'container_id', v_user, 'quota', null, 'byte_size', 1530, 'trashed_byte_size', 1000,
        'nb_pictures', 1, 'nb_pending', 1, 'nb_trashed', 1
    );
end
$test$;
