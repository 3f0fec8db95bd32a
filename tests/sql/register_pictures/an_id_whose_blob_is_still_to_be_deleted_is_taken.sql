do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := gen_random_uuid();
    v_picture constant jsonb := jsonb_build_object('picture_id', v_id, 'sha256', repeat('ab', 32));
begin
    perform test.add_picture(v_user, null, v_picture);
    perform nachet.delete_pictures(v_user, v_user, array[v_id]);
    perform nachet.purge_trash('infinity', '{"limit": 10}');
    perform test.raises(
        format('select test.add_picture(%L, null, %L)', v_user, v_picture), 'NX108'
    );
    delete from nachet_data.blob_task;
    assert test.add_picture(v_user, null, v_picture) = v_id;
end
$test$;
