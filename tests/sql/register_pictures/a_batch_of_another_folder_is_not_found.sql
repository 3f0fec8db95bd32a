do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_batch uuid;
    v_case record;
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "f"}') ->> 'picture_set_id';
    v_batch := nachet.begin_batch(v_user, v_user, v_set) ->> 'batch_id';
    for v_case in
        select *
        from (values (v_user, v_batch), (v_set, gen_random_uuid())) as c (picture_set_id, batch_id)
    loop
        perform test.raises(
            format(
                'select nachet.register_pictures(%1$L, %1$L, %2$L, %3$L, %4$L)', v_user,
                v_case.picture_set_id,
                jsonb_build_array(jsonb_build_object(
                    'media_type', 'image/png', 'extension', 'png', 'byte_size', 10,
                    'sha256', repeat('aa', 32)
                )),
                jsonb_build_object('batch_id', v_case.batch_id)
            ),
            'NX050'
        );
    end loop;
    -- NX151: see end_batch.
end
$test$;
