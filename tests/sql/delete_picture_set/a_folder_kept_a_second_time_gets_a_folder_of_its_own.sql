do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_bytes constant jsonb := jsonb_build_object(
        'sha256', repeat('ab', 32), 'seed_name', 'Avena fatua'
    );
    v_id uuid;
begin
    v_id := nachet.create_picture_set(
        v_user_id, v_user_id, jsonb_build_object('name', repeat('x', 200))
    ) ->> 'picture_set_id';
    perform test.add_picture(v_user_id, v_id, v_bytes);
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, true);
    perform nachet.purge_picture_set(v_user_id, v_user_id, v_id);
    perform nachet.create_picture_set(
        v_user_id, v_user_id,
        jsonb_build_object('name', repeat('x', 200), 'picture_set_id', v_id)
    );
    perform test.add_picture(v_user_id, v_id, v_bytes);
    assert jsonb_path_query_array(
        nachet.delete_picture_set(v_user_id, v_user_id, v_id, true), '$.blob_tasks[*].kind'
    ) = '["write_folder", "move_picture"]';
    assert (
        select array_agg(ps.name like repeat('x', 161) || ' (' || ps.id || ')' order by ps.id)
        from nachet_data.picture_set as ps
        where ps.container_id = v_archive_id
            and ps.former_picture_set_id = v_id
            and ps.former_container_id = v_user_id
    ) = array[true, true];
    assert (
        select count(distinct p.picture_set_id)
        from nachet_data.picture as p
        where p.container_id = v_archive_id
    ) = 2;
end
$test$;
