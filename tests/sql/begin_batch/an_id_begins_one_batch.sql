do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := gen_random_uuid();
    v_set uuid;
    v_options jsonb := jsonb_build_object(
        'batch_id', v_id, 'expected', 2, 'seed_name', 'Avena fatua'
    );
    v_batch jsonb;
    v_case record;
    v_detail jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "f"}') ->> 'picture_set_id';
    v_batch := nachet.begin_batch(v_user, v_user, v_set, v_options);
    assert nachet.begin_batch(v_user, v_user, v_set, v_options) = v_batch;
    for v_case in
        select *
        from (
            values
            (v_user, v_options), (v_set, v_options || '{"expected": 3}'),
            (v_set, v_options || '{"zoom": 2}'), (v_set, v_options - 'expected')
        ) as c (picture_set_id, options)
    loop
        v_detail := test.raises(
            format(
                'select nachet.begin_batch(%1$L, %1$L, %2$L, %3$L)', v_user,
                v_case.picture_set_id, v_case.options
            ),
            'NX108'
        );
        assert v_detail = jsonb_build_object('batch_id', v_id);
    end loop;
end
$test$;
