do $test$
declare
    v_admin constant uuid := test.add_user('a@example.org', 'admin');
    v_user constant uuid := test.add_user('b@example.org');
    c_list constant jsonb := '{
        "name": "Ours", "authority": "The lab", "jurisdiction": "lab", "periods": [
            {"title": "first", "valid_from": "2020-01-01", "valid_to": "2021-01-01",
                "per_weight": 25, "classes": [
                    {"number": 1, "name_en": "bad", "name_fr": "mauvais", "complete": true,
                        "entries": [{"name": "Avena fatua", "synonyms": ["Avena hybrida"]}]}
                ]},
            {"title": "second", "valid_from": "2021-01-01", "classes": []}
        ]
    }';
    v_first jsonb;
    v_changed jsonb;
begin
    v_first := nachet.import_regulated_list(v_admin, c_list);
    assert v_first @> '{"name": "Ours", "outcome": "added"}';
    assert nachet.import_regulated_list(v_admin, c_list) = v_first || '{"outcome": "unchanged"}';
    v_changed := nachet.import_regulated_list(
        v_admin, jsonb_set(c_list #- '{periods,0}', '{periods,0,classes}', '[
            {"number": 2, "name_en": "n", "name_fr": "n", "complete": false, "entries": [
                {"name": "Poa sp."}
            ]}
        ]'), '{"reason": "amended"}'
    );
    assert v_changed ->> 'outcome' = 'changed' and v_changed -> 'list_id' = v_first -> 'list_id';
    v_changed := nachet.get_regulated_list(v_user, 'ours');
    assert v_changed #>> '{periods,0,classes,0,entries,0,name}' = 'Avena fatua';
    assert v_changed #> '{periods,1,classes,0,entries,0}'
        = '{"name": "Poa", "rank": "genus", "note": "", "seed_ids": []}', v_changed::text;
    assert (
        select array_agg(a.reason order by a.id)
        from nachet.act as a
        where a.act = 'import_regulated_list'
    ) = array['', 'amended'];
    perform test.raises(
        format('select nachet.import_regulated_list(%L, %L)', v_user, c_list), 'NX302'
    );
end
$test$;
