-- Null, [], {} and blank texts, stored or given, in metadata as elsewhere.
do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_bytes constant jsonb := jsonb_build_object('sha256', repeat('ab', 32));
    v_batch constant jsonb := '{
        "description": "of all", "metadata": {"a": 1, "b": 2, "c": 3, "d": 4}
    }';
    v_empty constant jsonb[] := array['null', '[]', '{}', '""', '" "'];
    v_value jsonb;
    v_id uuid;
    v_batch_id uuid;
begin
    foreach v_value in array v_empty loop
        v_id := test.add_picture(v_user, null, v_bytes || jsonb_build_object(
            'description', '', 'metadata', jsonb_build_object('a', v_value, 'b', 1)
        ));
        -- Given, it contradicts nothing and takes nothing away, on request neither.
        for v_n in 0..1 loop
            assert nachet.register_pictures(
                v_user, v_user, v_user,
                jsonb_build_array(
                    '{"media_type": "image/png", "extension": "png", "byte_size": 1000}' || v_bytes
                    || jsonb_build_object(
                        'description', ' ', 'metadata', jsonb_build_object('b', v_value)
                    )
                ),
                jsonb_build_object('replace', v_n = 1)
            ) #>> '{0,picture_id}' = v_id::text;
            assert nachet.get_picture(v_user, v_user, v_id) #> '{metadata,b}' = '1', v_value;
        end loop;
        -- Stored, it is filled in.
        assert test.reserve_picture(v_user, v_bytes || jsonb_build_object(
            'description', 'x', 'metadata', '{"a": [2]}'::jsonb
        )) = v_id;
        assert nachet.get_picture(v_user, v_user, v_id)
            @> '{"description": "x", "metadata": {"a": [2], "b": 1}}', v_value;
        perform nachet.delete_pictures(v_user, v_user, array[v_id]);
    end loop;

    -- What a batch says of all holds where a description says nothing.
    v_batch_id := nachet.begin_batch(v_user, v_user, v_user, v_batch) ->> 'batch_id';
    v_id := nachet.register_pictures(
        v_user, v_user, v_user,
        jsonb_build_array(
            '{"media_type": "image/png", "extension": "png", "byte_size": 1000,
                "description": "", "metadata": {"a": null, "b": [], "c": "", "d": 5, "e": []}}'
            || v_bytes
        ),
        jsonb_build_object('batch_id', v_batch_id)
    ) #>> '{0,picture_id}';
    perform nachet.confirm_pictures(v_user, v_user, array[v_id]);
    assert nachet.get_picture(v_user, v_user, v_id) @> '{"description": "of all"}';
    assert nachet.get_picture(v_user, v_user, v_id) -> 'metadata'
        = '{"a": 1, "b": 2, "c": 3, "d": 5, "e": []}';
end
$test$;
