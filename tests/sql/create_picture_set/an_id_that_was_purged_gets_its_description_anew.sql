do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := gen_random_uuid();
    v_folder constant jsonb := jsonb_build_object('picture_set_id', v_id);
begin
    perform nachet.create_picture_set(v_user, v_user, v_folder);
    perform nachet.delete_picture_set(v_user, v_user, v_id, false);
    perform nachet.purge_trash('infinity', '{"limit": 10}');
    perform nachet.create_picture_set(v_user, v_user, v_folder);
    assert (
        select array_agg(t.kind)
        from nachet_data.blob_task as t
        where t.picture_set_id = v_id
    ) = array['write_folder'], 'the old one is not deleted under it';
end
$test$;
