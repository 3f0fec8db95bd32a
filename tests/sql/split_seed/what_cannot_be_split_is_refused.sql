do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_napus constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
    v_juncea constant uuid := nachet.resolve_seed('Brassica juncea') ->> 'seed_id';
    v_case record;
begin
    perform nachet.update_seed(v_admin, v_juncea, '{"gbif_key": 1}');
    for v_case in
        values
        (v_napus, 'Brassica napus', '{}', 'NX103'),
        (v_napus, 'Brassica juncea', '{}', 'NX103'),
        (v_napus, 'Brassica junsea', '{}', 'NX111'),
        (v_napus, '""', '{}', 'NX206'),
        (gen_random_uuid(), 'Brassica x', '{}', 'NX007'),
        (v_napus, 'Brassica x', '{"parent": "none"}', 'NX007'),
        (v_napus, 'Brassica x', '{"parent": "Brassica napus"}', 'NX123'),
        (v_napus, 'Brassica x', '{"gbif_key": 1}', 'NX122'),
        (v_napus, 'Brassica x', '{"object_type_id": 999}', 'NX015'),
        (v_napus, 'Brassica x', '{"aliases": ["Brassica junsea"]}', 'NX014'),
        (v_napus, 'Brassica x', '{"aliases": [null]}', 'NX206'),
        (v_napus, 'Brassica x', '{"aliases": "x"}', 'NX210'),
        (v_napus, 'Brassica x', format('{"new_seed_id": "%s"}', v_juncea), 'NX108')
    loop
        perform test.raises(format(
            'select nachet.split_seed(%L, %L, %L, %L)', v_admin, v_case.column1, v_case.column2,
            v_case.column3
        ), v_case.column4);
    end loop;
    perform test.raises(format(
        'select nachet.split_seed(%L, %L, %L)', test.add_user('a@example.org'), v_napus, 'x'
    ), 'NX302');
end
$test$;
