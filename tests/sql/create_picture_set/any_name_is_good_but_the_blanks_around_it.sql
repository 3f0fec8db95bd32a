do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_name text;
begin
    foreach v_name in array array[
        'a/b', 'v1.2', 'général', '..', repeat('x', 200), '🌱', '%_\"', '1'
    ] loop
        assert nachet.create_picture_set(
            v_user_id, v_user_id, jsonb_build_object('name', v_name)
        ) ->> 'folder_name' = v_name;
    end loop;
    assert nachet.create_picture_set(
        v_user_id, v_user_id, jsonb_build_object('name', E' \t' || repeat('y', 200) || E'\n')
    ) ->> 'folder_name' = repeat('y', 200);
end
$test$;
