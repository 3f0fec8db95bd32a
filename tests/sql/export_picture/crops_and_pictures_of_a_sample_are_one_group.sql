do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_parent uuid := test.add_picture(v_user);
    v_crop uuid;
    v_crop_of_crop uuid;
    v_sampled uuid := test.add_picture(v_user, null, '{"sample": "lot 7"}');
    v_other uuid := test.add_picture(v_user, null, '{"sample": "lot 7"}');
    v_alone uuid := test.add_picture(v_user);
    v_box constant jsonb := '{"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}';
    v_lot uuid;
    v_of_lot uuid;
begin
    v_crop := test.add_picture(
        v_user, null, jsonb_build_object('parent', v_parent, 'parent_box', v_box)
    );
    v_crop_of_crop := test.add_picture(
        v_user, null, jsonb_build_object('parent', v_crop, 'parent_box', v_box)
    );
    v_lot := test.add_picture(v_user);
    v_of_lot := test.add_picture(
        v_user, null,
        jsonb_build_object('parent', v_lot, 'parent_box', v_box, 'sample', 'lot 7')
    );
    assert (
        select array_agg(distinct p.split_group) = array[v_parent::text]
        from nachet.export_picture as p
        where p.picture_id in (v_parent, v_crop, v_crop_of_crop)
    );
    assert (
        select array_agg(distinct p.split_group) = array['lot 7']
        from nachet.export_picture as p
        where p.picture_id in (v_sampled, v_other, v_lot, v_of_lot)
    );
    assert (
        select p.split_group = v_alone::text and p.parent_id is null
        from nachet.export_picture as p
        where p.picture_id = v_alone
    );
    assert (
        select p.parent_id = v_crop
        from nachet.export_picture as p
        where p.picture_id = v_crop_of_crop
    );
end
$test$;
