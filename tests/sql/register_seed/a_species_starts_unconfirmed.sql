do $test$
declare
    v_user uuid;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org', 'read');
    v_answer := nachet.register_seed(
        v_user, ' Avena  fatua ',
        '{
            "information": {"family": "Poaceae"}, "gbif_key": 2705920, "eppo_code": "avefa",
            "itis_tsn": 41455
        }'
    );
    assert v_answer - 'seed_id' = '{
        "seed_name": "Avena fatua", "confirmed": false, "object_type_id": 1,
        "information": {"family": "Poaceae"}, "gbif_key": 2705920, "eppo_code": "AVEFA",
        "itis_tsn": 41455, "aliases": [], "vernacular_names": {}, "rank": "species",
        "parent_id": null, "parent_name": null,
        "upload_date": "2030-01-01T00:00:00+00:00", "updated_at": "2030-01-01T00:00:00+00:00"
    }';
    assert v_answer = nachet.get_seed(v_user, (v_answer ->> 'seed_id')::uuid);
end
$test$;
