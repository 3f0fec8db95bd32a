do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_answer jsonb;
begin
    v_id := nachet.create_picture_set(v_user_id, v_user_id) ->> 'picture_set_id';
    perform test.add_picture(v_user_id, v_id);
    v_answer := nachet.delete_picture_set(v_user_id, v_user_id, v_id, true);
    assert v_answer - 'picture_set_id' = '{"kept": 0, "trashed": 1, "blob_tasks": []}';
    assert not exists (
        select
        from nachet_data.picture_set as ps
        inner join nachet_data.container as c on ps.container_id = c.id
        where c.kind = 'archive'
    );
end
$test$;
