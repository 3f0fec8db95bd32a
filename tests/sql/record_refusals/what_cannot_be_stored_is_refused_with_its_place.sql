do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_batch constant uuid := nachet.begin_batch(v_user, v_user, v_user) ->> 'batch_id';
    c_good constant jsonb := '{"code": "EmptyPicture", "message": "no bytes"}';
    v_case record;
    v_detail jsonb;
begin
    for v_case in
        select *
        from (
            values
            ('[]'::jsonb, 'refusals'), ('{}', 'refusals'), ('[1]', 'refusals[0]'),
            (jsonb_build_array(c_good, c_good - 'code'), 'refusals[1].code'),
            (jsonb_build_array(c_good || '{"message": null}'), 'refusals[0].message'),
            (jsonb_build_array(c_good || '{"name": " "}'), 'refusals[0].name'),
            (jsonb_build_array(c_good || '{"sha256": "ab"}'), 'refusals[0].sha256'),
            (jsonb_build_array(c_good || '{"detail": []}'), 'refusals[0].detail')
        ) as c (refusals, place)
    loop
        v_detail := test.raises(
            format(
                'select nachet.record_refusals(%1$L, %1$L, %2$L, %3$L)', v_user, v_batch,
                v_case.refusals
            ),
            'NX203'
        );
        assert v_detail ->> 'place' = v_case.place, v_detail;
    end loop;
    perform nachet.end_batch(v_user, v_user, v_batch);
    perform test.raises(
        format(
            'select nachet.record_refusals(%1$L, %1$L, %2$L, %3$L)', v_user, v_batch,
            jsonb_build_array(c_good)
        ),
        'NX151'
    );
    perform test.raises(
        format(
            'select nachet.record_refusals(%1$L, %1$L, %2$L, %3$L)', v_user, gen_random_uuid(),
            jsonb_build_array(c_good)
        ),
        'NX050'
    );
end
$test$;
