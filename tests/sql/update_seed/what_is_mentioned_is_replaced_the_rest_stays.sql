do $test$
declare
    v_admin uuid;
    v_id uuid;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_admin := test.add_user('admin@example.org', 'admin');
    v_id := nachet.register_seed(
        v_admin, 'Avena fatua',
        '{
            "information": {"a": 1}, "gbif_key": 5, "eppo_code": "AVEFA", "itis_tsn": 7,
            "confirmed": true
        }'
    ) ->> 'seed_id';
    perform test.set_now('2030-01-02Z');
    v_answer := nachet.update_seed(v_admin, v_id, '{"information": {"b": 2}, "gbif_key": 6}');
    assert v_answer @> '{
        "information": {"b": 2}, "gbif_key": 6, "eppo_code": "AVEFA", "itis_tsn": 7,
        "confirmed": true
    }';
    assert not v_answer -> 'information' ? 'a';
    assert v_answer ->> 'updated_at' = '2030-01-02T00:00:00+00:00';
    v_answer := nachet.update_seed(
        v_admin, v_id,
        '{
            "information": null, "gbif_key": null, "eppo_code": null, "itis_tsn": null,
            "confirmed": false
        }'
    );
    assert v_answer @> '{
        "information": {}, "gbif_key": null, "eppo_code": null, "itis_tsn": null, "confirmed": false
    }';
    v_answer := nachet.update_seed(v_admin, v_id, '{"eppo_code": "avefb", "confirmed": null}');
    assert v_answer @> '{"eppo_code": "AVEFB", "confirmed": false}';
    assert nachet.update_seed(v_admin, v_id, '{}') = v_answer;
end
$test$;
