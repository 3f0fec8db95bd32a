do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_options jsonb;
begin
    foreach v_options in array array[
        '{"grace_seconds": "x"}', '{"grace_seconds": -1}', '{"grace_seconds": 1e400}',
        '{"etag": 5}',
        '{"grace": 5}', '[]'
    ]::jsonb[] loop
        perform test.raises(format(
            'select nachet.settle_reservation(%L, %L, true, %L)', v_user, v_user, v_options
        ), 'NX210');
    end loop;
end
$test$;
