do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_id uuid;
begin
    v_id := nachet.register_seed(v_admin, 'Avena a') ->> 'seed_id';
    perform nachet.register_seed(v_admin, 'Avena b');
    assert test.raises(
        format('select nachet.update_seed(%L, %L, %L)', v_admin, v_id, '{"parent": "Avena b"}'),
        'NX123'
    ) = jsonb_build_object(
        'field', 'parent', 'value', 'Avena b', 'seed_id', v_id, 'seed_name', 'Avena a'
    );
    perform nachet.update_seed(v_admin, v_id, '{"parent": "Avena b", "rank": "variety"}');
    assert test.raises(
        format('select nachet.update_seed(%L, %L, %L)', v_admin, v_id, '{"rank": "species"}'),
        'NX123'
    ) ->> 'seed_id' = v_id::text;
end
$test$;
