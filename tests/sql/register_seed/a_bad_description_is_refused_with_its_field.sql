do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_options jsonb;
    v_name text;
    v_detail jsonb;
begin
    foreach v_options in array array[
        '{"information": []}', '{"information": "x"}', '{"confirmed": "yes"}', '{"gbif_key": "7"}',
        '{"gbif_key": 0}', '{"gbif_key": 1.5}', '{"gbif_key": -3}', '{"itis_tsn": true}',
        '{"itis_tsn": 1e30}', '{"eppo_code": "ABC"}', '{"eppo_code": "ABCDEFG"}',
        '{"eppo_code": "ABC-D"}', '{"eppo_code": 12345}'
    ]::jsonb[] loop
        v_detail := test.raises(
            format('select nachet.register_seed(%L, %L, %L)', v_user, 'Avena', v_options), 'NX206'
        );
        assert jsonb_build_object(v_detail ->> 'field', v_detail -> 'value') = v_options, v_options;
    end loop;
    foreach v_name in array array['', ' ', '""', '"  "', repeat('x', 201)] loop
        assert test.raises(format('select nachet.register_seed(%L, %L)', v_user, v_name), 'NX206')
            = jsonb_build_object('field', 'name', 'value', left(v_name, 200)), v_name;
    end loop;
    foreach v_options in array array['{"name": "x"}', '[]', '7', '{"seed_id": "x"}']::jsonb[] loop
        perform test.raises(
            format('select nachet.register_seed(%L, %L, %L)', v_user, 'Avena', v_options), 'NX210'
        );
    end loop;
    assert nachet.register_seed(
        v_user, repeat(
            'x', 200
        ), '{"information": null, "confirmed": null, "gbif_key": null, "eppo_code": null}'
    ) -> 'information' = '{}';
end
$test$;
