do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_admin_id constant uuid := test.add_user('admin@example.org', 'admin');
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_id uuid;
    v_picture_id uuid;
    v_inference jsonb;
begin
    perform test.add_pipeline();
    v_id := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    v_picture_id := test.add_picture(v_user_id, v_id, '{"seed_name": "Avena fatua"}');
    v_inference := nachet.register_inference(
        v_user_id, v_user_id, v_picture_id, test.sample_inference(2, 3),
        '{"pipeline": "Swin transformer"}'
    );
    v_inference := nachet.get_inference(
        v_user_id, v_user_id, (v_inference ->> 'inference_id')::uuid
    );
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, true);
    assert nachet.get_inference(
        v_admin_id, v_archive_id, (v_inference ->> 'inference_id')::uuid
    ) = v_inference;
    perform nachet.get_picture(v_admin_id, v_archive_id, v_picture_id);
    assert nachet.list_picture_sets(
        v_admin_id, v_archive_id
    ) #>> '{0,pictures,0,picture_id}' = v_picture_id::text;
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_user_id, v_archive_id, v_picture_id),
        'NX002'
    );
end
$test$;
