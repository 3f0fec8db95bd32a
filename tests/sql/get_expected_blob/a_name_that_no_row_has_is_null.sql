do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_name text;
begin
    foreach v_name in array array[
        '', 'x', v_user || '/x.png', v_user || '/' || v_user || '.jso'
    ] loop
        assert nachet.get_expected_blob(v_user, v_name) = '{"expected": null, "busy": false}';
    end loop;
    assert nachet.get_expected_blob(
        gen_random_uuid(), v_user || '/' || v_user || '.json'
    ) = '{"expected": null, "busy": false}';
end
$test$;
