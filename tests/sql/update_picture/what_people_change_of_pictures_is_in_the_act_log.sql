do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_id constant uuid := test.add_picture(v_user, v_user, jsonb_build_object(
        'sha256', repeat('aa', 32), 'zoom', 1.5
    ));
    v_acts jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "f"}') ->> 'picture_set_id';
    perform nachet.update_picture(v_user, v_user, v_id, '{"zoom": 2, "reason": "misread"}');
    perform nachet.update_picture(v_user, v_user, v_id, '{"zoom": 2}');
    perform nachet.register_pictures(v_user, v_user, v_user, jsonb_build_array(jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 10,
        'sha256', repeat('aa', 32), 'tray', 'T'
    )));
    perform nachet.move_pictures(v_user, v_user, array[v_id], v_set);
    perform nachet.move_pictures(v_user, v_user, array[v_id], v_set);
    perform nachet.delete_pictures(v_user, v_user, array[v_id]);
    perform nachet.restore_pictures(v_user, v_user, array[v_id]);
    select jsonb_agg(
        jsonb_build_array(a.value -> 'act', a.value -> 'before', a.value -> 'after',
        a.value -> 'reason') order by a.ordinality desc
    )
    into v_acts
    from jsonb_array_elements(nachet.list_acts(v_user, v_user) -> 'items')
        with ordinality as a (value, ordinality)
    where a.value @> jsonb_build_object('entity', 'picture', 'entity_id', v_id);
    assert jsonb_array_length(v_acts) = 5, v_acts;
    assert v_acts -> 0 = '["update_picture", {"zoom": 1.5}, {"zoom": 2}, "misread"]', v_acts;
    assert v_acts -> 1 = '["register_pictures", {"tray": null}, {"tray": "T"}, ""]', v_acts;
    assert v_acts -> 2 = jsonb_build_array(
        'move_pictures', jsonb_build_object('picture_set_id', v_user),
        jsonb_build_object('picture_set_id', v_set), ''
    );
    assert v_acts #>> '{3,0}' = 'delete_pictures' and v_acts #> '{3,1}' = '{"deleted_at": null}';
    assert v_acts #>> '{4,0}' = 'restore_pictures' and v_acts #> '{4,2}' = '{"deleted_at": null}';
    assert v_acts #> '{3,2}' = v_acts #> '{4,1}';
end
$test$;
