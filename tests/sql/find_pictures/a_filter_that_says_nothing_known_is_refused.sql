do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_case jsonb;
    v_detail jsonb;
begin
    for v_case in
        select f.value
        from jsonb_array_elements('[
            [], {"colour": "red"}, {"seed_id": "x"}, {"verified": 1},
            {"uploaded_from": "yesterday at noon"}, {"limit": 0},
            {"min_byte_size": -1}, {"min_top_score": 2}, {"text": 7}, {"after": 1},
            {"uploaded_to": "2026-02-30"}, {"uploaded_to": "2026-01-01 00:00+99"},
            {"uploaded_from": "now"}, {"uploaded_from": "today"}, {"uploaded_to": "infinity"},
            {"uploaded_to": "-infinity"}, {"uploaded_from": "epoch"}, {"uploaded_from": ""},
            {"uploaded_from": 20260101}, {"uploaded_from": "20260101"}, {"uploaded_from": true},
            {"uploaded_from": "01/02/2026"}, {"uploaded_from": "2026-01-01 BC"},
            {"uploaded_to": "2026-01-01T25:00"}, {"uploaded_to": "2026-01-01 Europe/Paris"}
        ]') as f
        union all
        select jsonb_build_object('text', repeat('x ', 501))
    loop
        v_detail := test.raises(
            format('select nachet.find_pictures(%L, %L, %L)', v_user, v_user, v_case), 'NX208'
        );
        assert v_case = '[]' or v_case ? (v_detail ->> 'key'), v_detail || v_case;
    end loop;
end
$test$;
