do $test$
declare
    v_admin constant uuid := test.add_user('a@example.org', 'admin');
    c_list constant jsonb := '{
        "name": "Ours", "authority": "The lab", "jurisdiction": "lab", "periods": [
            {"title": "t", "valid_from": "2020-01-01", "classes": [
                {"number": 1, "name_en": "bad", "name_fr": "mauvais", "complete": true,
                    "entries": [{"name": "Avena fatua"}, {"name": "Cuscuta spp."}]},
                {"number": 2, "name_en": "b", "name_fr": "m", "complete": true, "entries": []}
            ]}
        ]
    }';
    v_case record;
    v_place text;
begin
    for v_case in
        select * from (values
            ('{name}', '" "', 'name'),
            ('{colour}', '1', 'colour'),
            ('{periods}', '{}', 'periods'),
            ('{periods,0}', '7', 'periods[0]'),
            ('{periods,0,valid_from}', '"2020-02-30"', 'periods[0].valid_from'),
            ('{periods,0,valid_from}', '"now"', 'periods[0].valid_from'),
            ('{periods,0,per_weight}', '0', 'periods[0].per_weight'),
            ('{periods,0,classes,0,number}', '1.5', 'periods[0].classes[0].number'),
            ('{periods,0,classes,1,complete}', '"yes"', 'periods[0].classes[1].complete'),
            ('{periods,0,classes,1,number}', '1', 'periods[0].classes[1].number'),
            (
                '{periods,0,classes,0,entries,1,synonyms}', '["a", 7]',
                'periods[0].classes[0].entries[1].synonyms[1]'
            ),
            (
                '{periods,0,classes,0,entries,1,rank}', '"family"',
                'periods[0].classes[0].entries[1].rank'
            ),
            (
                '{periods,0,classes,1,entries}', '[{"name": "AVENA  fatua"}]',
                'periods[0].classes[1].entries[0].name'
            ),
            (
                '{periods,1}', '{"title": "u", "valid_from": "2020-06-01", "classes": []}',
                'periods'
            )
        ) as c (path, value, place)
    loop
        v_place := test.raises(
            format(
                'select nachet.import_regulated_list(%L, %L)', v_admin,
                jsonb_set(c_list, v_case.path::text[], v_case.value::jsonb)
            ),
            'NX280'
        ) ->> 'place';
        assert v_place = v_case.place, format('%s: %s', v_case.path, v_place);
    end loop;
    assert test.raises(
        format('select nachet.import_regulated_list(%L, %L)', v_admin, '[]'), 'NX280'
    ) = '{"place": ""}';
    perform test.raises(
        format('select nachet.import_regulated_list(%L, %L, %L)', v_admin, c_list, '{"why": 1}'),
        'NX210'
    );
end
$test$;
