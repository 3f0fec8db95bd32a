do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    c_known constant jsonb := jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256', repeat('ab', 32),
        'zoom', 1.5, 'seed_name', 'Avena fatua', 'metadata', '{"a": 1}'::jsonb,
        'taken_at', '2026-03-13'
    );
    v_id uuid;
    v_case record;
    v_detail jsonb;
begin
    v_id := nachet.register_pictures(v_user, v_user, v_user, jsonb_build_array(c_known))
        #>> '{0,picture_id}';
    for v_case in
        select *
        from (
            values
            ('zoom', '{"zoom": 2}'::jsonb, '1.5'::jsonb, '2'::jsonb),
            ('metadata.a', '{"metadata": {"a": 2}}', '1', '2'),
            (
                'taken_at', '{"taken_at": "2026-03-14"}', '"2026-03-13T00:00:00+00:00"',
                '"2026-03-14T00:00:00+00:00"'
            )
        ) as c (field, said, stored, given)
    loop
        v_detail := test.raises(
            format(
                'select nachet.register_pictures(%1$L, %1$L, %1$L, %2$L)', v_user,
                jsonb_build_array(c_known || v_case.said)
            ),
            'NX150'
        );
        assert v_detail = jsonb_build_object(
            'place', 'pictures[0].' || v_case.field, 'picture_id', v_id,
            'stored', v_case.stored, 'given', v_case.given
        ), v_detail;
    end loop;
    v_detail := test.raises(
        format(
            'select nachet.register_pictures(%1$L, %1$L, %1$L, %2$L)', v_user,
            jsonb_build_array(c_known, c_known || '{"seed_name": "Brassica napus"}')
        ),
        'NX150'
    );
    assert v_detail ->> 'place' = 'pictures[1].seed_id';
    assert v_detail ->> 'stored' = nachet.resolve_seed('Avena fatua') ->> 'seed_id';
    assert v_detail ->> 'given' is not null and v_detail -> 'given' <> v_detail -> 'stored';
    -- Nothing of a refused request is stored.
    assert not exists (select from nachet_data.picture as p where p.zoom <> 1.5);
end
$test$;
