do $test$
declare
    v_pipeline constant jsonb := jsonb_build_object(
        'pipeline_id', test.add_pipeline(), 'inference_id', gen_random_uuid()
    );
    v_picture_id constant uuid := gen_random_uuid();
    v_users constant uuid[] := array[
        test.add_user('a@example.org'), test.add_user('b@example.org'),
        test.add_user('c@example.org')
    ];
    v_picture_ids constant uuid[] := array[v_picture_id, v_picture_id, gen_random_uuid()];
    v_user uuid;
    v_set uuid;
    v_sets uuid[];
begin
    for v_n in 1 .. 3 loop
        v_user := v_users[v_n];
        v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
        v_sets := v_sets || v_set;
        perform test.add_picture(
            v_user, v_set,
            jsonb_build_object('picture_id', v_picture_ids[v_n], 'seed_name', 'Avena fatua')
        );
        perform nachet.register_inference(
            v_user, v_user, v_picture_ids[v_n], test.sample_inference(1, 1), v_pipeline
        );
    end loop;

    assert nachet.delete_picture_set(v_users[1], v_users[1], v_sets[1], true) -> 'kept' = '1';
    assert test.raises(
        format(
            'select nachet.delete_picture_set(%L, %L, %L, true)', v_users[2], v_users[2], v_sets[2]
        ),
        'NX115'
    ) = jsonb_build_object('picture_id', v_picture_id);
    assert test.raises(
        format(
            'select nachet.delete_picture_set(%L, %L, %L, true)', v_users[3], v_users[3], v_sets[3]
        ),
        'NX115'
    ) = jsonb_build_object('inference_id', v_pipeline -> 'inference_id');
    assert nachet.delete_picture_set(v_users[2], v_users[2], v_sets[2], false) -> 'trashed' = '1';
end
$test$;
