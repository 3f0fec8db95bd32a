do $test$
declare
    v_id constant uuid := gen_random_uuid();
    v_options constant jsonb := jsonb_build_object('user_id', v_id);
    v_answer jsonb;
begin
    v_answer := nachet.create_user(p_options => v_options);
    assert v_answer ->> 'user_id' = v_id::text;
    assert v_answer -> 'email' = 'null' and v_answer ->> 'state' = 'active';
    assert nachet.create_user(' ', v_options) - 'blob_tasks' = v_answer - 'blob_tasks';
    perform nachet.create_user(p_options => jsonb_build_object('user_id', gen_random_uuid()));
    assert nachet.get_container_access(v_id, v_id) ->> 'name' = v_id::text;
    -- Somebody else's id, or none at all.
    perform test.raises(
        format(
            'select nachet.create_user(p_options => %L)',
            jsonb_build_object('user_id', test.add_user('user@example.org'))
        ),
        'NX108'
    );
    perform test.raises(format('select nachet.create_user(%L, %L)', 'a@b', v_options), 'NX108');
    assert test.raises('select nachet.create_user()', 'NX201') = '{"email": ""}';
end
$test$;
