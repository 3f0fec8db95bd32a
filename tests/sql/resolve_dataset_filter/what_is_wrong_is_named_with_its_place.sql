do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_merged uuid;
    v_case record;
    v_detail jsonb;
begin
    perform test.add_picture(v_admin);
    perform nachet.import_seeds(v_admin, '[
        {"name": "Avena fatua", "vernacular_names": {"en": ["oat", "wild oat"]}},
        {"name": "Avena sativa", "vernacular_names": {"en": ["oat"]}}
    ]');
    v_merged := nachet.register_seed(v_admin, 'Avena fatva') ->> 'seed_id';
    perform nachet.merge_seeds(
        v_admin, v_merged, (nachet.resolve_seed('Avena fatua') ->> 'seed_id')::uuid
    );
    for v_case in
        select c.filter, c.state, c.place
        from (
            values
            ('[]', 'NX208', ''),
            ('{"seed": ["oat"]}', 'NX208', 'seed'),
            ('{"seeds": []}', 'NX208', 'seeds'),
            ('{"seeds": "oat"}', 'NX208', 'seeds'),
            ('{"seeds": ["wild oat", "oat"]}', 'NX208', 'seeds[1]'),
            ('{"seeds": ["wild oat", 7]}', 'NX208', 'seeds[1]'),
            ('{"seeds": ["Avena"], "seed_ids": []}', 'NX208', 'seeds'),
            ('{"seeds": ["Avena fatua", "Avena maxima"]}', 'NX007', 'seeds[1]'),
            (format('{"seed_ids": ["%s"]}', v_merged), 'NX007', 'seed_ids[0]'),
            ('{"readers": ["me"]}', 'NX208', 'readers[0]'),
            ('{"states": ["settled", "gone"]}', 'NX208', 'states[1]'),
            ('{"states": [["settled"]]}', 'NX208', 'states[0]'),
            ('{"pipeline": "none"}', 'NX008', 'pipeline'),
            ('{"model": "none"}', 'NX009', 'model'),
            ('{"from": "yesterday"}', 'NX208', 'from'),
            ('{"min_readers": 0.5}', 'NX208', 'min_readers'),
            ('{"min_agreement": 1.5}', 'NX208', 'min_agreement'),
            ('{"exclude_doubtful": null}', 'NX208', 'exclude_doubtful')
        ) as c (filter, state, place)
    loop
        v_detail := test.raises(
            format('select nachet.resolve_dataset_filter(%L)', v_case.filter), v_case.state
        );
        assert v_detail ->> 'place' is not distinct from v_case.place, (v_case, v_detail);
        -- Nor are rows read.
        perform test.raises(
            format('select v.* from nachet.select_specimens(%L) as v', v_case.filter), v_case.state
        );
        perform test.raises(
            format('select v.* from nachet.select_pictures(%L) as v', v_case.filter), v_case.state
        );
    end loop;
    assert test.raises(
        'select nachet.resolve_dataset_filter(''{"seeds": ["oat"]}'')', 'NX208'
    ) -> 'seeds' = (
        select jsonb_object_agg(s.id, s.name)
        from nachet_data.seed as s
        where s.name ~ '^Avena [fs]a' and s.merged_into is null
    );
end
$test$;
