do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_a uuid;
    v_b uuid;
    v_c uuid;
    v_pipeline constant uuid := test.add_pipeline();
    v_seed uuid;
    v_case record;
    v_found text;
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "other"}') ->> 'picture_set_id';
    v_a := test.add_picture(
        v_user, null,
        '{
            "seed_name": "Brassica napus", "byte_size": 10, "width": 100,
            "description": "from the north field"
        }'
    );
    v_b := test.add_picture(
        v_user, v_set,
        jsonb_build_object(
            'byte_size', 20, 'height', 50, 'media_type', 'image/tiff', 'parent', v_a,
            'metadata', '{"lot": "K77"}'::jsonb
        )
    );
    v_c := test.add_picture(v_user, null, '{"byte_size": 30}');
    perform nachet.register_inference(
        v_user, v_user, v_c, test.sample_inference(1, 2), jsonb_build_object('pipeline', v_pipeline)
    );
    update nachet_data.picture as p set upload_date = '2020-01-01Z' where p.id = v_a;
    v_seed := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
    for v_case in
        select f.filter, f.expected
        from (
            values
            ('{}'::jsonb, 'abc'),
            (jsonb_build_object('picture_set_id', v_set), 'b'),
            (jsonb_build_object('parent', v_a), 'b'),
            (jsonb_build_object('seed_id', v_seed), 'a'),
            ('{"verified": true}', 'a'),
            ('{"verified": false}', 'bc'),
            ('{"has_inference": true}', 'c'),
            ('{"uploaded_to": "2021-01-01"}', 'a'),
            ('{"uploaded_from": "2021-01-01T00:00:00.5+01:00"}', 'bc'),
            ('{"min_byte_size": 20}', 'bc'),
            ('{"max_byte_size": 20}', 'ab'),
            ('{"max_width": 100}', 'a'),
            ('{"min_width": 101}', 'bc'),
            ('{"max_height": 50}', 'b'),
            ('{"min_height": 51}', 'ac'),
            ('{"media_type": "image/tiff"}', 'b'),
            (jsonb_build_object('pipeline_id', v_pipeline), 'c'),
            ('{"min_top_score": 0.9}', 'c'),
            ('{"max_top_score": 0.5}', ''),
            ('{"text": "north field"}', 'a'),
            ('{"text": "k77"}', 'b'),
            ('{"verified": false, "min_byte_size": 25}', 'c')
        ) as f (filter, expected)
    loop
        select string_agg(x.value ->> 'picture_id', ',' order by x.value ->> 'picture_id')
        into v_found
        from jsonb_array_elements(
            nachet.find_pictures(v_user, v_user, v_case.filter) -> 'items'
        ) as x;
        assert coalesce(v_found, '') = coalesce((
            select string_agg(n.id, ',' order by n.id)
            from (values ('a', v_a::text), ('b', v_b::text), ('c', v_c::text)) as n (letter, id)
            where position(n.letter in v_case.expected) > 0
        ), ''), v_case.filter;
    end loop;
end
$test$;
