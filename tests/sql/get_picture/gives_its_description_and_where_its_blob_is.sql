do $test$
declare
    v_species constant uuid := nachet.resolve_seed('Iva axillaris') ->> 'seed_id';
    v_user uuid;
    v_parent uuid;
    v_picture uuid;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org', 'write');
    v_parent := test.add_picture(v_user);
    v_picture := test.add_picture(v_user, null, jsonb_build_object(
        'media_type', 'image/tiff', 'extension', 'tiff', 'byte_size', 6200000,
        'sha256', repeat('ab', 32), 'width', 40, 'height', 30, 'orientation', 6, 'zoom', 2.5,
        'nb_seeds', 1, 'description', 'A crop', 'metadata', '{"site": 7}'::jsonb,
        'name', 'seed 7.tiff', 'device', 'DSX1000', 'lens', '10x', 'tray', '3', 'sample', 'L-17',
        'taken_at', '2029-12-31T10:00:00Z', 'parent', v_parent,
        'parent_box', '{"topX": 1, "topY": 2, "bottomX": 41, "bottomY": 32}'::jsonb,
        'seed_name', 'Iva axillaris'
    ));
    v_answer := nachet.get_picture(v_user, v_user, v_picture);
    assert v_answer = jsonb_build_object(
        'picture_id', v_picture, 'container_id', v_user, 'picture_set_id', v_user,
        'folder_name', 'General', 'parent', v_parent,
        'parent_box', '{"topX": 1, "topY": 2, "bottomX": 41, "bottomY": 32}'::jsonb,
        'user_id', v_user, 'media_type', 'image/tiff', 'byte_size', 6200000,
        'sha256', repeat('ab', 32), 'width', 40, 'height', 30, 'orientation', 6, 'zoom', 2.5,
        'nb_seeds', 1, 'description', 'A crop', 'metadata', '{"site": 7}'::jsonb,
        'name', 'seed 7.tiff', 'device', 'DSX1000', 'lens', '10x', 'tray', '3', 'sample', 'L-17',
        'taken_at', '2029-12-31T10:00:00+00:00', 'former_parent', null,
        'nb_object', null, 'verified', true,
        'seeds', jsonb_build_array(
            jsonb_build_object('seed_id', v_species, 'seed_name', 'Iva axillaris')
        ),
        'container_name', 'user-' || v_user, 'blob_name', v_user || '/' || v_picture || '.tiff',
        'upload_date', '2030-01-01T00:00:00+00:00', 'updated_at', '2030-01-01T00:00:00+00:00'
    );
end
$test$;
