do $test$
declare
    v_options constant jsonb := jsonb_build_object('user_id', gen_random_uuid());
    v_first jsonb;
begin
    v_first := nachet.create_user('ada@example.org', v_options);
    assert nachet.create_user('ada@example.org', v_options) - 'blob_tasks' = v_first - 'blob_tasks';
    perform test.raises(
        format('select nachet.create_user(%L, %L)', 'eve@example.org', v_options), 'NX108'
    );
    perform test.raises(
        format('select nachet.create_user(%L, %L)', 'eve@example.org', '{"user_id": "x"}'), 'NX210'
    );
end
$test$;
