-- Two crops of the same bytes, which were in two folders, would come back into one.
do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_bytes jsonb := jsonb_build_object('sha256', repeat('ab', 32));
    v_id uuid;
    v_other uuid;
    v_picture uuid;
    v_crop uuid;
    v_twin uuid;
    v_detail jsonb;
begin
    v_id := nachet.create_picture_set(v_user, v_user, '{"name": "a"}') ->> 'picture_set_id';
    v_other := nachet.create_picture_set(v_user, v_user, '{"name": "b"}') ->> 'picture_set_id';
    v_picture := test.add_picture(v_user, v_id, '{"seed_name": "Avena fatua"}');
    v_bytes := v_bytes || jsonb_build_object('parent', v_picture);
    v_crop := test.add_picture(v_user, v_id, v_bytes);
    v_twin := test.add_picture(v_user, v_other, v_bytes);
    perform nachet.delete_picture_set(v_user, v_user, v_id, true);
    perform nachet.delete_picture_set(v_user, v_user, v_other, false);
    v_detail := test.raises(
        format('select nachet.restore_picture_set(%1$L, %1$L, %2$L)', v_user, v_id), 'NX112'
    );
    assert array[v_detail ->> 'picture_id', v_detail ->> 'same_bytes']
        @> array[v_crop::text, v_twin::text];
    perform nachet.restore_picture_set(v_user, v_user, v_other);
    -- No call takes an id that the archive has; rows that were copied in may have it.
    v_other := test.add_picture(v_user);
    update nachet_data.picture as p
    set id = v_twin
    where p.container_id = v_user and p.id = v_other;
    assert test.raises(
        format('select nachet.restore_picture_set(%1$L, %1$L, %2$L)', v_user, v_id), 'NX115'
    ) = jsonb_build_object('picture_id', v_twin);
end
$test$;
