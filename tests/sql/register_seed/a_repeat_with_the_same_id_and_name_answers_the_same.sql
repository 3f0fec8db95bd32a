do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_options constant jsonb := jsonb_build_object('seed_id', nachet_data.uuid7());
    v_first jsonb;
begin
    v_first := nachet.register_seed(v_user, 'Avena fatua', v_options);
    assert nachet.register_seed(v_user, 'avena  fatua', v_options) = v_first;
    assert test.raises(
        format('select nachet.register_seed(%L, %L, %L)', v_user, 'Avena sativa', v_options),
        'NX108'
    ) = v_options;
    perform nachet.rename_seed(v_admin, (v_options ->> 'seed_id')::uuid, 'Avena sterilis');
    perform test.raises(
        format('select nachet.register_seed(%L, %L, %L)', v_user, 'Avena fatua', v_options), 'NX108'
    );
end
$test$;
