do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_sample uuid;
    v_folder uuid;
    v_other uuid;
    v_plain uuid;
    v_said uuid;
    v_root uuid;
    v_crop uuid;
    v_elsewhere uuid;
    v_apart uuid;
    v_box constant jsonb := '{"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}';
begin
    v_sample := nachet.create_sample(v_user, v_user, '2026-0144') ->> 'sample_id';
    v_folder := nachet.create_picture_set(
        v_user, v_user, jsonb_build_object('name', 'Tray 1', 'sample_id', v_sample)
    ) ->> 'picture_set_id';
    v_other := nachet.create_picture_set(
        v_user, v_user, jsonb_build_object('name', 'Tray 2', 'sample_id', v_sample)
    ) ->> 'picture_set_id';
    v_plain := test.add_picture(v_user, v_folder);
    -- The folder's sample speaks, whatever the uploader wrote.
    v_said := test.add_picture(v_user, v_other, '{"sample": "lot 7"}');
    -- A picture outside with a crop in a folder of the sample, and one that is outside again.
    v_root := test.add_picture(v_user, null, '{"sample": "lot 8"}');
    v_crop := test.add_picture(
        v_user, v_folder, jsonb_build_object('parent', v_root, 'parent_box', v_box)
    );
    v_elsewhere := test.add_picture(
        v_user, null, jsonb_build_object('parent', v_crop, 'parent_box', v_box, 'sample', 'lot 9')
    );
    v_apart := test.add_picture(v_user, null, '{"sample": "lot 7"}');
    assert (
        select array_agg(p.split_group order by p.picture_id) = array_fill('2026-0144'::text, '{5}')
        from nachet.export_picture as p
        where p.picture_id in (v_plain, v_said, v_root, v_crop, v_elsewhere)
    );
    assert (
        select p.split_group = 'lot 7'
        from nachet.export_picture as p
        where p.picture_id = v_apart
    );
    -- A folder that belongs to no sample any more: what the uploader wrote, or nothing, is left.
    perform nachet.update_picture_set(v_user, v_user, v_folder, '{"sample_id": null}');
    assert (
        select array_agg(p.split_group order by p.picture_id)
            = array[v_plain::text, '2026-0144', 'lot 8', 'lot 8', 'lot 8', 'lot 7']
        from nachet.export_picture as p
    );
end
$test$;
