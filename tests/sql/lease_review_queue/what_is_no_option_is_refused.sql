do $test$
declare
    r record;
    v_options jsonb;
begin
    select * into r from test.register(1, 1);
    for v_options in
        select o.value
        from jsonb_array_elements('[
            {"lease": 0}, {"lease": 3601}, {"lease": "60"}, {"order": "least"}, {"order": 1},
            {"uploaded_from": "yesterday"}, {"uploaded_to": "2026-02-30"}, {"seed_id": "x"},
            {"after": {"score": 0.5, "box_id": "01900000-0000-7000-8000-000000000000",
                "state": "settled"}},
            {"after": {"score": 0.5, "box_id": "01900000-0000-7000-8000-000000000000",
                "specimen_id": "x"}}
        ]') as o
    loop
        perform test.raises(
            format('select nachet.lease_review_queue(%L, %L, %L)', r.user_id, r.user_id, v_options),
            'NX210'
        );
        perform test.raises(
            format('select nachet.lease_whole_review_queue(%L, %L)', r.user_id, v_options), 'NX210'
        );
    end loop;
    perform test.raises(
        format(
            'select nachet.list_review_queue(%L, %L, %L)', r.user_id, r.user_id, '{"lease": 60}'
        ), 'NX210'
    );
    -- A reader may look, and takes nothing from others.
    perform nachet.set_container_public(r.user_id, r.user_id, true);
    v_options := to_jsonb(test.add_user('reader@example.org'));
    perform nachet.list_review_queue((v_options #>> '{}')::uuid, r.user_id);
    perform test.raises(
        format('select nachet.lease_review_queue(%L, %L)', v_options #>> '{}', r.user_id), 'NX301'
    );
end
$test$;
