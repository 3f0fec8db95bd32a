do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_id uuid;
begin
    v_set := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_id := test.add_picture(v_user, v_set, '{"seed_name": "Avena fatua"}');
    perform nachet.delete_picture_set(v_user, v_user, v_set, true);
    delete from nachet_data.blob_task;
    perform test.raises(
        format(
            'select test.add_picture(%L, null, %L)', v_user, jsonb_build_object('picture_id', v_id)
        ),
        'NX108'
    );
end
$test$;
