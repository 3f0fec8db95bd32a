do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_first constant uuid := test.add_picture(v_user);
    v_second constant uuid := test.add_picture(v_user);
    v_crop constant jsonb := jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256', repeat('ab', 32),
        'parent', v_first, 'parent_box', '{"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}'::jsonb
    );
    v_set uuid;
    v_id constant uuid := gen_random_uuid();
    v_ids uuid[];
    v_answer jsonb;
    v_detail jsonb;
begin
    v_answer := nachet.register_pictures(v_user, v_user, v_user, jsonb_build_array(
        v_crop || jsonb_build_object('picture_id', v_id),
        v_crop - 'parent_box',
        v_crop || '{"parent_box": {"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 8}}',
        v_crop || jsonb_build_object('parent', v_second),
        v_crop - 'parent' - 'parent_box',
        v_crop || '{"parent_box": {"topX": 1.0, "topY": 1, "bottomY": 9, "bottomX": 9}}'
    ));
    assert (
        select jsonb_agg(a.value -> 'new') from jsonb_array_elements(v_answer) as a
    ) = '[true, true, true, true, true, false]', v_answer;
    assert v_answer #> '{0,picture_id}' = v_answer #> '{5,picture_id}';
    select array_agg(distinct (a.value ->> 'picture_id')::uuid) into v_ids
    from jsonb_array_elements(v_answer) as a;
    assert cardinality(v_ids) = 5;

    -- With an id of the caller's own, another parent is another value of that picture.
    v_detail := test.raises(
        format(
            'select nachet.register_pictures(%1$L, %1$L, %1$L, %2$L)', v_user,
            jsonb_build_array(
                v_crop - 'parent_box'
                || jsonb_build_object('picture_id', v_id, 'parent', v_second)
            )
        ),
        'NX150'
    );
    assert v_detail ->> 'place' = 'pictures[0].parent';
    assert v_detail #>> '{stored,parent}' = v_first::text;
    assert v_detail #>> '{given,parent}' = v_second::text;

    -- They go into another folder and into the trash together, and stay two without their parents.
    perform nachet.confirm_pictures(v_user, v_user, v_ids);
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "crops"}') ->> 'picture_set_id';
    perform nachet.move_pictures(v_user, v_user, v_ids, v_set);
    perform nachet.delete_pictures(v_user, v_user, v_ids);
    perform nachet.restore_pictures(v_user, v_user, v_ids);
    perform nachet.delete_pictures(v_user, v_user, array[v_first, v_second]);
    perform nachet.purge_trash(now() + interval '1 day');
    assert (
        select count(*)
        from nachet_data.picture as p
        where p.id = any (v_ids) and p.parent is null
            and p.picture = '{}'
    ) = 5;
end
$test$;
