do $test$
declare
    v_owner uuid;
    v_bo uuid;
    v_ana uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_owner := test.add_user('owner@example.org');
    v_bo := test.add_user('bo@example.org');
    v_ana := test.add_user('Ana@example.org');
    perform nachet.share_container_with_user(v_owner, v_owner, 'bo@example.org', 'manage');
    perform nachet.share_container_with_user(
        v_owner, v_owner, 'ana@example.org', 'read', '{"until": "2030-01-02"}'
    );
    perform test.set_now('2030-01-03Z');
    assert nachet.list_container_users(v_bo, v_owner) = jsonb_build_array(
        jsonb_build_object(
            'user_id', v_ana, 'email', 'Ana@example.org', 'permission', 'read',
            'until', '2030-01-02T00:00:00+00:00', 'upload_date', '2030-01-01T00:00:00+00:00'
        ),
        jsonb_build_object(
            'user_id', v_bo, 'email', 'bo@example.org', 'permission', 'manage',
            'until', null, 'upload_date', '2030-01-01T00:00:00+00:00'
        )
    );
end
$test$;
