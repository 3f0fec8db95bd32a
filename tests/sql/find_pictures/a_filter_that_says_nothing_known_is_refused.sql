do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_case jsonb;
begin
    for v_case in
        select f.value
        from jsonb_array_elements('[
            [], {"colour": "red"}, {"seed_id": "x"}, {"verified": 1},
            {"uploaded_from": "yesterday at noon"}, {"limit": 0},
            {"min_byte_size": -1}, {"min_top_score": 2}, {"text": 7}, {"after": 1},
            {"uploaded_to": "2026-02-30"}, {"uploaded_to": "2026-01-01 00:00+99"}
        ]') as f
        union all
        select jsonb_build_object('text', repeat('x ', 501))
    loop
        perform test.raises(
            format('select nachet.find_pictures(%L, %L, %L)', v_user, v_user, v_case), 'NX208'
        );
    end loop;
end
$test$;
