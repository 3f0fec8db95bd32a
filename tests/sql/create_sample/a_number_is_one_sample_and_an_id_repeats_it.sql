do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := gen_random_uuid();
    v_sample jsonb;
    v_detail jsonb;
begin
    v_sample := nachet.create_sample(v_user, v_user, ' S-17 ', jsonb_build_object(
        'lot', 'L 9', 'crop', '000 brassica  napus', 'weight', 500, 'examined_weight', 25.5,
        'tests', jsonb_build_array('purity', 'other species'), 'metadata', '{"bag": 3}'::jsonb,
        'received_at', '2026-03-14', 'sample_id', v_id
    ));
    assert v_sample @> jsonb_build_object(
        'sample_id', v_id, 'container_id', v_user, 'number', 'S-17', 'lot', 'L 9',
        'crop', '000 brassica  napus', 'crop_seed_name', 'Brassica napus', 'weight', 500,
        'examined_weight', 25.5, 'tests', jsonb_build_array('purity', 'other species'),
        'received_at', '2026-03-14T00:00:00+00:00', 'metadata', '{"bag": 3}'::jsonb,
        'user_id', v_user, 'nb_picture_sets', 0, 'nb_pictures', 0, 'nb_reports', 0
    ), v_sample::text;
    assert nachet.create_sample(
        v_user, v_user, 'S-17', jsonb_build_object('sample_id', v_id, 'lot', 'other')
    ) = v_sample;
    perform test.raises(
        format(
            'select nachet.create_sample(%1$L, %1$L, %2$L, %3$L)', v_user, 'S-18',
            jsonb_build_object('sample_id', v_id)
        ),
        'NX108'
    );
    v_detail := test.raises(
        format('select nachet.create_sample(%1$L, %1$L, %2$L)', v_user, 's-17'), 'NX180'
    );
    assert v_detail = '{"number": "s-17"}';
    assert exists (
        select from nachet.act as a
        where a.act = 'create_sample' and a.entity_id = v_id and a.after ->> 'lot' = 'L 9'
    );
end
$test$;
