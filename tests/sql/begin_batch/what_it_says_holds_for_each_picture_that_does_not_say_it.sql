do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_batch jsonb;
    v_id uuid;
    v_answer jsonb;
    v_ids uuid[];
begin
    v_batch := nachet.begin_batch(v_user, v_user, v_user, '{"expected": 3, "zoom": 1.5,
        "seed_name": "Avena fatua", "metadata": {"a": 1, "b": 2}, "device": "D",
        "taken_at": "2026-03-13"}');
    v_id := v_batch ->> 'batch_id';
    assert v_batch @> '{"folder_name": "General", "expected": 3, "stored": 0, "duplicates": 0,
        "refused": 0, "pending": 0, "is_complete": false, "ended_at": null}', v_batch;
    v_answer := nachet.register_pictures(
        v_user, v_user, v_user,
        (
            select jsonb_agg(
                jsonb_build_object(
                    'media_type', 'image/png', 'extension', 'png', 'byte_size', 10,
                    'sha256', repeat(d.digits, 32)
                ) || d.said
            )
            from (
                values
                ('aa', '{"name": "1.png"}'::jsonb),
                ('bb', '{"name": "2.png", "zoom": 2, "metadata": {"b": 3}, "lens": "L"}'),
                ('cc', '{"name": "3.png", "seed_name": "Brassica napus", "device": null}')
            ) as d (digits, said)
        ),
        jsonb_build_object('batch_id', v_id)
    );
    select array_agg((a.value ->> 'picture_id')::uuid order by a.ordinality) into v_ids
    from jsonb_array_elements(v_answer) with ordinality as a;
    assert nachet.get_batch(v_user, v_user, v_id) @> '{"pending": 3, "stored": 0}';
    perform nachet.confirm_pictures(v_user, v_user, v_ids);
    assert nachet.get_batch(v_user, v_user, v_id)
        @> '{"pending": 0, "stored": 3, "is_complete": true}';
    assert nachet.get_picture(v_user, v_user, v_ids[1]) @> '{"zoom": 1.5, "verified": true,
        "seeds": [{"seed_name": "Avena fatua"}], "metadata": {"a": 1, "b": 2}, "device": "D",
        "taken_at": "2026-03-13T00:00:00+00:00"}';
    assert nachet.get_picture(v_user, v_user, v_ids[2]) @> '{"zoom": 2, "lens": "L",
        "seeds": [{"seed_name": "Avena fatua"}], "metadata": {"a": 1, "b": 3}}';
    assert nachet.get_picture(v_user, v_user, v_ids[3]) -> 'seeds'
        @> '[{"seed_name": "Brassica napus"}]';
    assert jsonb_array_length(nachet.get_picture(v_user, v_user, v_ids[3]) -> 'seeds') = 1;
end
$test$;
