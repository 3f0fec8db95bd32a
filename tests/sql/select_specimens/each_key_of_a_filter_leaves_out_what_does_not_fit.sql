do $test$
declare
    r record;
    s record;
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_readers uuid[];
    v_folder uuid;
    v_case record;
    v_found integer;
    v_resolved jsonb;
    v_said constant jsonb := '{"label": "Avena fatua", "classId": "", "qualifier": "cf."}';
begin
    perform nachet.import_seeds(v_admin, '[
        {"name": "Avena", "rank": "genus", "family": "Poaceae"},
        {"name": "Avena fatua", "parent": "Avena", "vernacular_names": {"en": ["wild oat"]}},
        {"name": "Brassica napus", "vernacular_names": {"en": ["rape"]}}
    ]');
    select * into r from test.register(4, 5);
    v_readers := test.ask_readers(r.user_id, 3, 2);
    -- Settled by two of three, then by one who decides, rejected, and open.
    perform test.set_now('2026-05-01T12:00:00Z');
    perform test.say(v_readers[1], r.user_id, r.document, 0);
    perform test.say(v_readers[2], r.user_id, r.document, 0, v_said);
    perform test.say(v_readers[3], r.user_id, r.document, 0, v_said);
    perform test.set_now('2026-06-01T12:00:00Z');
    perform test.say(
        r.user_id, r.user_id, r.document, 1, '{"label": "Brassica juncea", "classId": ""}'
    );
    perform test.say(
        r.user_id, r.user_id, r.document, 2, '{"label": "", "classId": ""}'
    );
    perform test.say(v_readers[1], r.user_id, r.document, 3);
    v_folder := nachet.create_picture_set(r.user_id, r.user_id, '{"name": "Field 7"}')
        ->> 'picture_set_id';
    -- Another container, with a sample.
    select * into s from test.register(1, 5);
    perform nachet.update_picture(
        s.user_id, s.user_id, s.picture_id, '{"sample": "lot 7, \"A\""}'
    );
    perform test.say(
        s.user_id, s.user_id, s.document, 0, '{"label": "Brassica napus", "classId": ""}'
    );
    for v_case in
        select c.filter::jsonb as filter, c.nb
        from (
            values
            ('{}', 3),
            ('{"states": ["rejected", "open"]}', 2),
            (format('{"container_ids": ["%s"]}', r.user_id), 2),
            (format('{"container_ids": ["%s", "%s"]}', upper(r.user_id::text), s.user_id), 3),
            (format('{"picture_set_ids": ["%s"]}', r.user_id), 2),
            (format('{"picture_set_ids": ["%s"]}', v_folder), 0),
            ('{"seeds": ["avena"]}', 1),
            ('{"seeds": ["wild oat", "014 Brassica napus"]}', 2),
            (format('{"seed_ids": ["%s"]}', nachet.resolve_seed('Avena') ->> 'seed_id'), 0),
            (format('{"seed_ids": ["%s"]}', nachet.resolve_seed('Avena fatua') ->> 'seed_id'), 1),
            ('{"from": "2026-06-01T12:00:00Z"}', 2),
            ('{"until": "2026-06-01T14:00:00+02:00"}', 1),
            ('{"until": "2026-06-01T12:00:00.000001Z", "from": "2026-05-02"}', 2),
            ('{"pipeline": "SWIN transformer"}', 3),
            (format('{"pipeline": "%s"}', test.pipeline_id('Swin transformer')), 3),
            ('{"model": "seed-detector-1", "model_version": "1"}', 3),
            ('{"model_version": "2"}', 0),
            (format('{"readers": ["%s", "%s"]}', v_readers[3], s.user_id), 2),
            ('{"min_readers": 3}', 1),
            ('{"min_agreement": 0.6}', 3),
            ('{"min_agreement": 0.7}', 2),
            ('{"min_agreement": 0.7, "min_readers": 2}', 0),
            ('{"exclude_doubtful": true}', 2),
            ('{"exclude_doubtful": false}', 3),
            ('{"samples": ["lot 7, \"A\"", "lot 8"]}', 1),
            ('{"samples": ["lot 7"]}', 0)
        ) as c (filter, nb)
    loop
        select count(*) into v_found from nachet.select_specimens(v_case.filter) as v;
        assert v_found = v_case.nb, (v_case, v_found);
        -- The filter that it is resolved to finds the same.
        v_resolved := nachet.resolve_dataset_filter(v_case.filter);
        assert (
            select count(*) = v_found from nachet.select_specimens(v_resolved) as v
        ), (v_case, v_resolved);
    end loop;
end
$test$;
