do $test$
declare
    v_options jsonb;
begin
    foreach v_options in array array[
        '{"after": "x"}', '{"after": 1}', '{"limit": 0}', '{"limit": 1.5}', '{"from": "x"}', '[]'
    ]::jsonb[] loop
        perform test.raises(
            format('select nachet.list_expected_containers(%L)', v_options), 'NX210'
        );
    end loop;
end
$test$;
