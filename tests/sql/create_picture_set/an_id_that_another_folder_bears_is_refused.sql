do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id constant uuid := nachet_data.uuid7();
begin
    perform nachet.create_picture_set(
        v_user_id, v_user_id, jsonb_build_object('name', 'Avena', 'picture_set_id', v_id)
    );
    assert test.raises(
        format(
            'select nachet.create_picture_set(%L, %L, %L)', v_user_id, v_user_id,
            jsonb_build_object('name', 'Bromus', 'picture_set_id', v_id)
        ), 'NX108'
    ) = jsonb_build_object('picture_set_id', v_id);
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, false);
    perform test.raises(
        format(
            'select nachet.create_picture_set(%L, %L, %L)', v_user_id, v_user_id,
            jsonb_build_object('name', 'Avena', 'picture_set_id', v_id)
        ), 'NX108'
    );
end
$test$;
