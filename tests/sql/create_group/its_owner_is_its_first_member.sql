do $test$
declare
    v_user uuid;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org');
    v_answer := nachet.create_group(v_user, ' Seed lab ', 'write');
    assert v_answer - 'group_id' = jsonb_build_object(
        'group_name', 'Seed lab', 'permission', 'write', 'owner_id', v_user,
        'upload_date', '2030-01-01T00:00:00+00:00', 'updated_at', '2030-01-01T00:00:00+00:00',
        'members', jsonb_build_array(
            jsonb_build_object(
                'user_id', v_user, 'email', 'a@example.org',
                'upload_date', '2030-01-01T00:00:00+00:00'
            )
        ),
        'containers', '[]'::jsonb
    );
    assert v_answer = nachet.get_group(v_user, (v_answer ->> 'group_id')::uuid);
end
$test$;
