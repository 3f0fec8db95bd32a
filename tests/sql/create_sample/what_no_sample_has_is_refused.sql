do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_case record;
begin
    for v_case in
        select * from (values
            ('{"weight": 0}', 'weight'), ('{"weight": "7"}', 'weight'),
            ('{"examined_weight": 1e10}', 'examined_weight'),
            ('{"lot": " "}', 'lot'), ('{"crop": ""}', 'crop'),
            ('{"tests": "purity"}', 'tests'), ('{"tests": ["purity", "purity"]}', 'tests'),
            ('{"tests": [" "]}', 'tests'), ('{"tests": [7]}', 'tests'),
            ('{"received_at": "yesterday"}', 'received_at'), ('{"colour": "red"}', 'colour')
        ) as c (options, option)
    loop
        assert test.raises(
            format(
                'select nachet.create_sample(%1$L, %1$L, %2$L, %3$L)', v_user, 'S', v_case.options
            ),
            'NX210'
        ) ->> 'option' = v_case.option, v_case.options;
    end loop;
    perform test.raises(
        format('select nachet.create_sample(%1$L, %1$L, %2$L)', v_user, ' '), 'NX202'
    );
    assert test.raises(
        format(
            'select nachet.create_sample(%1$L, %1$L, %2$L, %3$L)', v_user, 'S',
            '{"weight": 5, "examined_weight": 6}'
        ),
        'NX186'
    ) = '{"weight": 5, "examined_weight": 6}';
    perform test.raises(
        format(
            'select nachet.create_sample(%1$L, %1$L, %2$L, %3$L)', v_user, 'S',
            jsonb_build_object('crop_seed_id', gen_random_uuid())
        ),
        'NX007'
    );
    assert nachet.list_samples(v_user, v_user) -> 'items' = '[]';
end
$test$;
