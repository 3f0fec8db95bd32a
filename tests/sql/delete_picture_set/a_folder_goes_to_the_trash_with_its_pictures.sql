do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_p uuid;
    v_q uuid;
begin
    v_id := nachet.create_picture_set(
        v_user_id, v_user_id, '{"name": "Avena"}'
    ) ->> 'picture_set_id';
    v_p := test.add_picture(v_user_id, v_id, '{"seed_name": "Avena fatua"}');
    v_q := test.add_picture(v_user_id);
    assert nachet.delete_picture_set(v_user_id, v_user_id, v_id, false) = jsonb_build_object(
        'picture_set_id', v_id, 'kept', 0, 'trashed', 1, 'blob_tasks', '[]'::jsonb
    );
    assert (
        select ps.deleted_at
        from nachet_data.picture_set as ps
        where ps.container_id = v_user_id and ps.id = v_id
    ) = now();
    assert (
        select array_agg(p.id)
        from nachet_data.picture as p
        where p.container_id = v_user_id and p.deleted_at = now()
    ) = array[v_p];
    assert jsonb_array_length(nachet.list_picture_sets(v_user_id, v_user_id)) = 1;
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_user_id, v_user_id, v_p), 'NX004'
    );
    perform nachet.get_picture(v_user_id, v_user_id, v_q);
end
$test$;
