do $test$
declare
    r record;
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_dataset jsonb;
begin
    select * into r from test.register(2, 1);
    perform test.say(
        r.user_id, r.user_id, r.document, 0, '{"label": "Avena fatua", "classId": ""}'
    );
    perform test.say(
        r.user_id, r.user_id, r.document, 1, '{"label": "Avena fatua", "classId": ""}'
    );
    perform nachet.create_dataset(v_admin, 'All', '{}');
    v_dataset := nachet.get_dataset(v_admin, 'ALL');
    assert jsonb_path_query_array(
        v_dataset, '$.seeds[*] ? (@.seed_name == "Avena fatua").nb_specimen'
    ) = '[2]', v_dataset;
    assert v_dataset @> '{"models": [], "purged": [], "nb_specimen": 2}', v_dataset;
    assert nachet.get_dataset(v_admin, v_dataset ->> 'dataset_id') = v_dataset;
    perform test.raises(format('select nachet.get_dataset(%L, ''none'')', v_admin), 'NX020');
end
$test$;
