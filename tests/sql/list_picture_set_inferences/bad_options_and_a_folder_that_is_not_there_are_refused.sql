do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_options jsonb;
begin
    foreach v_options in array array[
        '{"limit": 0}', '{"after": "x"}', '{"include_rejected": 1}', '{"x": 1}'
    ]::jsonb[] loop
        perform test.raises(
            format(
                'select nachet.list_picture_set_inferences(%L, %L, %L, %L)', v_a, v_a, v_a,
                v_options
            ),
            'NX210'
        );
    end loop;
    perform test.raises(
        format('select nachet.list_picture_set_inferences(%L, %L, %L)', v_a, v_a, v_b), 'NX003'
    );
    perform test.raises(
        format('select nachet.list_picture_set_inferences(%L, %L, %L)', v_b, v_a, v_a), 'NX002'
    );
    assert nachet.list_picture_set_inferences(v_a, v_a, v_a) = '{"items": [], "next": null}';
end
$test$;
