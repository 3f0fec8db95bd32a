do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_sample jsonb;
begin
    perform nachet.create_sample(v_user, v_user, 'S-1');
    v_id := nachet.create_sample(
        v_user, v_user, 'S-2', '{"lot": "L", "crop": "Flax", "weight": 9, "tests": ["purity"]}'
    ) ->> 'sample_id';
    v_sample := nachet.update_sample(
        v_user, v_user, v_id, '{"number": "S-3", "lot": null, "crop": "Brassica juncea"}'
    );
    assert v_sample @> '{
        "number": "S-3", "lot": null, "crop_seed_name": "Brassica juncea", "weight": 9,
        "tests": ["purity"]
    }', v_sample::text;
    v_sample := nachet.update_sample(v_user, v_user, v_id, '{"crop": "Flax", "tests": null}');
    assert v_sample @> '{"crop": "Flax", "crop_seed_id": null, "tests": []}', v_sample::text;
    perform test.raises(
        format(
            'select nachet.update_sample(%1$L, %1$L, %2$L, %3$L)', v_user, v_id,
            '{"examined_weight": 10}'
        ),
        'NX186'
    );
    perform test.raises(
        format(
            'select nachet.update_sample(%1$L, %1$L, %2$L, %3$L)', v_user, v_id,
            '{"number": "s-1"}'
        ),
        'NX180'
    );
    perform test.raises(
        format(
            'select nachet.update_sample(%1$L, %1$L, %2$L, %3$L)', v_user, gen_random_uuid(),
            '{}'
        ),
        'NX080'
    );
    perform test.raises(
        format(
            'select nachet.update_sample(%1$L, %1$L, %2$L, %3$L)', v_user, v_id,
            '{"number": " "}'
        ),
        'NX210'
    );
    perform test.raises(
        format(
            'select nachet.update_sample(%1$L, %1$L, %2$L, %3$L)', v_user, v_id,
            jsonb_build_object('crop_seed_id', gen_random_uuid())
        ),
        'NX007'
    );
    assert (
        select a.before || a.after
        from nachet.act as a
        where a.act = 'update_sample' and a.entity_id = v_id
        order by a.id
        limit 1
    ) @> '{"number": "S-3", "crop": "Brassica juncea"}';
end
$test$;
