do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_options jsonb;
begin
    foreach v_options in array array[
        '{"after": 1}', '{"limit": 0}', '{"limit": 1001}', '{"from": "x"}', '[]'
    ]::jsonb[] loop
        perform test.raises(
            format('select nachet.list_expected_blobs(%L, %L)', v_user, v_options), 'NX210'
        );
    end loop;
end
$test$;
