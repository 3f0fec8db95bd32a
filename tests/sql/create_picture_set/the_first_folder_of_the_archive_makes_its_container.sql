do $test$
declare
    v_admin constant uuid := test.add_user('a@example.org', 'admin');
    v_archive constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
begin
    assert jsonb_path_query_array(
        nachet.create_picture_set(v_admin, v_archive), '$.blob_tasks[*].kind'
    ) = '["create_container", "write_folder"]';
    assert jsonb_path_query_array(
        nachet.create_picture_set(v_admin, v_archive), '$.blob_tasks[*].kind'
    ) = '["write_folder"]';
end
$test$;
