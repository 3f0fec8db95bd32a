do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_seed jsonb;
    v_wrong text;
begin
    v_seed := nachet.register_seed(v_admin, 'Triticum aestivum', '{"object_type_id": 3}');
    assert v_seed -> 'object_type_id' = '3';
    assert nachet.register_seed(v_admin, 'Avena fatua') -> 'object_type_id' = '1';
    assert nachet.update_seed(v_admin, (v_seed ->> 'seed_id')::uuid, '{"confirmed": true}')
        -> 'object_type_id' = '3', 'what is not mentioned stays';
    assert nachet.update_seed(v_admin, (v_seed ->> 'seed_id')::uuid, '{"object_type_id": 4.0}')
        -> 'object_type_id' = '4';
    assert nachet.update_seed(v_admin, (v_seed ->> 'seed_id')::uuid, '{"object_type_id": null}')
        -> 'object_type_id' = '1';
    assert test.raises(
        format(
            'select nachet.update_seed(%L, %L, %L)', v_admin, v_seed ->> 'seed_id',
            '{"object_type_id": 5}'
        ), 'NX015'
    ) = '{"object_type_id": 5}';
    foreach v_wrong in array array['0', '"1"', '1.5', '99999999999999999999', '[1]'] loop
        assert test.raises(
            format(
                'select nachet.update_seed(%L, %L, %L)', v_admin, v_seed ->> 'seed_id',
                format('{"object_type_id": %s}', v_wrong)
            ), 'NX206'
        ) ->> 'field' = 'object_type_id', v_wrong;
        perform test.raises(
            format(
                'select nachet.register_seed(%L, %L, %L)', v_admin, 'Secale cereale',
                format('{"object_type_id": %s}', v_wrong)
            ), 'NX206'
        );
    end loop;
end
$test$;
