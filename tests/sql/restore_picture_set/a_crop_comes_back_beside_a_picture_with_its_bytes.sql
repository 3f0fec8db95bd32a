do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_bytes constant jsonb := jsonb_build_object('sha256', repeat('ab', 32));
    v_id uuid;
    v_other uuid;
    v_picture uuid;
    v_crop uuid;
    v_twin uuid;
begin
    v_id := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    v_other := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    v_picture := test.add_picture(v_user_id, v_id, '{"seed_name": "Avena fatua"}');
    v_crop := test.add_picture(
        v_user_id, v_other, v_bytes || jsonb_build_object('parent', v_picture)
    );
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, true);
    -- The same bytes without a parent are another picture.
    v_twin := test.add_picture(v_user_id, v_other, v_bytes);
    assert nachet.restore_picture_set(v_user_id, v_user_id, v_id) ->> 'unarchived' = '2';
    assert (nachet.get_picture(v_user_id, v_user_id, v_crop) ->> 'picture_set_id')::uuid = v_other;
    assert (nachet.get_picture(v_user_id, v_user_id, v_crop) ->> 'parent')::uuid = v_picture;
    assert (nachet.get_picture(v_user_id, v_user_id, v_twin) ->> 'picture_set_id')::uuid = v_other;
end
$test$;
