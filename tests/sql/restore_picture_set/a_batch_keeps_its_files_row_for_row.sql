do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_batch constant uuid := nachet.begin_batch(
        v_user, v_user, v_id, '{"expected": 5, "seed_name": "Avena fatua"}'
    ) ->> 'batch_id';
    v_crops constant uuid := nachet.begin_batch(v_user, v_user, v_user) ->> 'batch_id';
    v_file constant jsonb := '{"media_type": "image/png", "extension": "png", "byte_size": 1}';
    v_ids uuid[];
    v_before jsonb;
    v_counted jsonb;
    v_counted_crops jsonb;
begin
    v_ids := array(
        select (r.value ->> 'picture_id')::uuid
        from jsonb_array_elements(nachet.register_pictures(
            v_user, v_user, v_id,
            jsonb_build_array(
                v_file || jsonb_build_object('name', 'a.png', 'sha256', repeat('aa', 32)),
                v_file || jsonb_build_object('name', 'b.png', 'sha256', repeat('bb', 32)),
                v_file || jsonb_build_object('name', 'again.png', 'sha256', repeat('aa', 32))
            ),
            jsonb_build_object('batch_id', v_batch)
        )) as r
    );
    perform nachet.confirm_pictures(v_user, v_user, v_ids);
    v_ids := v_ids || (nachet.register_pictures(
        v_user, v_user, v_user,
        jsonb_build_array(v_file || jsonb_build_object(
            'name', 'crop.png', 'sha256', repeat('cc', 32), 'parent', v_ids[1]
        )),
        jsonb_build_object('batch_id', v_crops)
    ) #>> '{0,picture_id}')::uuid;
    perform nachet.confirm_pictures(v_user, v_user, v_ids);
    perform nachet.record_refusals(v_user, v_user, v_batch, '[
        {"name": "b.png", "code": "X", "message": ""},
        {"name": "c.png", "code": "X", "message": ""}
    ]');
    select jsonb_agg(to_jsonb(f) order by f.id) into v_before
    from nachet_data.batch_file as f
    where f.container_id = v_user;
    v_counted := nachet.get_batch(v_user, v_user, v_batch);
    v_counted_crops := nachet.get_batch(v_user, v_user, v_crops);
    assert v_counted @> '{"stored": 2, "duplicates": 1, "refused": 1, "pending": 0}';
    assert jsonb_array_length(v_before) = 6;

    for v_n in 1..2 loop
        perform nachet.delete_picture_set(v_user, v_user, v_id, true);
        -- The batch of another folder counts its crop all the time.
        assert nachet.get_batch(v_user, v_user, v_crops) = v_counted_crops;
        perform nachet.restore_picture_set(v_user, v_user, v_id);
        assert nachet.get_batch(v_user, v_user, v_batch) = v_counted;
        assert (
            select jsonb_agg(to_jsonb(f) order by f.id)
            from nachet_data.batch_file as f
            where f.container_id = v_user
        ) = v_before;
    end loop;

    -- What is purged is gone from the counts, as ever; also where it came back.
    perform nachet.purge_picture_set(v_user, v_user, v_id);
    assert nachet.get_batch(v_user, v_user, v_crops) @> '{"stored": 0, "duplicates": 0}';
end
$test$;
