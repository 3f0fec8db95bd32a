do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('user@example.org');
begin
    perform nachet.set_container_quota(v_admin, v_user, '{"quota": 999}');
    assert test.raises(format('select test.reserve_picture(%L)', v_user), 'NX130')
        = jsonb_build_object(
            'container_id', v_user, 'quota', 999, 'byte_size', 0, 'new_byte_size', 1000
        );
    assert nachet.get_container_usage(v_user, v_user) @> '{"byte_size": 0, "nb_pending": 0}';
end
$test$;
