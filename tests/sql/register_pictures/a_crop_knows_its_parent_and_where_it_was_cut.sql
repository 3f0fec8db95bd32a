do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_parent uuid;
    v_crop uuid;
    v_box constant jsonb := '{"topX": 1, "topY": 2, "bottomX": 3, "bottomY": 4}';
begin
    v_parent := test.add_picture(v_user);
    v_crop := test.add_picture(
        v_user, null, jsonb_build_object('parent', v_parent, 'parent_box', v_box)
    );
    assert nachet.get_picture(v_user, v_user, v_crop) ->> 'parent' = v_parent::text;
    assert nachet.get_picture(v_user, v_user, v_crop) -> 'parent_box' = v_box;
end
$test$;
