do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_case record;
    v_before bigint;
    v_list jsonb;
begin
    perform nachet.register_seed(v_admin, 'Avena', '{"rank": "genus", "gbif_key": 1}');
    perform nachet.add_seed_alias(
        v_admin, (nachet.resolve_seed('Avena') ->> 'seed_id')::uuid, 'oat'
    );
    v_before := (select count(*) from nachet_data.seed as s);
    for v_case in
        values
        ('{}', 'NX206', 'seeds'),
        ('7', 'NX206', 'seeds[1]'),
        ('{"rank": "genus"}', 'NX206', 'seeds[1].name'),
        ('{"name": "\"\""}', 'NX206', 'seeds[1].name'),
        ('{"name": 7}', 'NX206', 'seeds[1].name'),
        ('{"name": "x", "colour": "red"}', 'NX206', 'seeds[1].colour'),
        ('{"name": "x", "rank": "kind"}', 'NX206', 'seeds[1].rank'),
        ('{"name": "x", "gbif_key": 0}', 'NX206', 'seeds[1].gbif_key'),
        ('{"name": "x", "eppo_code": "x"}', 'NX206', 'seeds[1].eppo_code'),
        ('{"name": "x", "itis_tsn": "7"}', 'NX206', 'seeds[1].itis_tsn'),
        ('{"name": "x", "synonyms": ["y", " "]}', 'NX206', 'seeds[1].synonyms[1]'),
        ('{"name": "x", "synonyms": "y"}', 'NX206', 'seeds[1].synonyms'),
        ('{"name": "x", "vernacular_names": []}', 'NX206', 'seeds[1].vernacular_names'),
        ('{"name": "x", "vernacular_names": {"English": []}}', 'NX206',
            'seeds[1].vernacular_names.English'),
        ('{"name": "x", "vernacular_names": {"en": "y"}}', 'NX206',
            'seeds[1].vernacular_names.en'),
        ('{"name": "x", "vernacular_names": {"en": ["y", ""]}}', 'NX206',
            'seeds[1].vernacular_names.en[1]'),
        ('{"name": "x", "parent": "Avena", "family": "Poaceae"}', 'NX206', 'seeds[1].family'),
        ('{"name": "x", "parent": "none"}', 'NX007', 'seeds[1].parent'),
        ('{"name": "x", "parent": "X"}', 'NX123', 'seeds[1].parent'),
        ('{"name": "x", "family": "Avena"}', 'NX123', 'seeds[1].family'),
        ('{"name": "x", "rank": "genus", "parent": "Avena"}', 'NX123', 'seeds[1].parent'),
        ('{"name": "  brand NEW"}', 'NX206', 'seeds[1].name'),
        ('{"name": "x", "synonyms": ["Brand new"]}', 'NX206', 'seeds[1].synonyms[0]'),
        ('{"name": "x", "synonyms": ["Avena"]}', 'NX103', 'seeds[1].synonyms[0]'),
        ('{"name": "x", "synonyms": ["OAT"]}', 'NX111', 'seeds[1].synonyms[0]'),
        ('{"name": "x", "gbif_key": 1}', 'NX122', 'seeds[1].gbif_key'),
        ('{"name": "x", "gbif_key": 2}', 'NX206', 'seeds[1].gbif_key')
    loop
        v_list := case
            when v_case.column3 = 'seeds' then v_case.column1::jsonb
            else '[{"name": "Brand new", "gbif_key": 2, "family": "Poaceae"}]'::jsonb
                || jsonb_build_array(v_case.column1::jsonb)
        end;
        assert test.raises(
            format('select nachet.import_seeds(%L, %L)', v_admin, v_list), v_case.column2
        ) ->> 'place' = v_case.column3, v_case;
        assert v_before = (select count(*) from nachet_data.seed as s);
    end loop;
    perform test.raises(
        format('select nachet.import_seeds(%L, %L)', test.add_user('a@example.org'), '[]'), 'NX302'
    );
end
$test$;
