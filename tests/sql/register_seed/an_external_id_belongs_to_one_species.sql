do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := gen_random_uuid();
    v_options jsonb := jsonb_build_object('seed_id', v_id, 'gbif_key', 1);
begin
    perform nachet.register_seed(v_user, 'Avena a', v_options);
    perform nachet.register_seed(v_user, 'Avena a', v_options);
    assert test.raises(
        format('select nachet.register_seed(%L, %L, %L)', v_user, 'Avena b', '{"gbif_key": 1}'),
        'NX122'
    ) = jsonb_build_object(
        'field', 'gbif_key', 'value', '1', 'seed_id', v_id, 'seed_name', 'Avena a'
    );
end
$test$;
