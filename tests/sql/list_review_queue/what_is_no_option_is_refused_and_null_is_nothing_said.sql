do $test$
declare
    r record;
    v_options jsonb;
begin
    select * into r from test.register(2, 1);
    foreach v_options in array array[
        '{"limit": 0}', '{"limit": 1001}', '{"limit": 1.5}', '{"limit": "2"}', '{"after": 5}',
        '{"after": {"score": 0.5}}', '{"after": {"score": 0.5, "box_id": "x"}}',
        '{"after": {"box_id": "01900000-0000-7000-8000-000000000000"}}',
        '{"after": {"score": 2, "box_id": "01900000-0000-7000-8000-000000000000"}}',
        '{"first": true}', '[]'
    ]::jsonb[] loop
        perform test.raises(format(
            'select nachet.list_review_queue(%L, %L, %L)', r.user_id, r.user_id, v_options
        ), 'NX210');
    end loop;
    for v_options in
        select o.value from jsonb_each('{
            "after.score": {"after": {"score": 2}}, "after.box_id": {"after": {"score": 1}}
        }') as o
    loop
        assert test.raises(format(
            'select nachet.list_review_queue(%L, %L, %L)', r.user_id, r.user_id, v_options
        ), 'NX210') = jsonb_build_object(
            'option', 'after', 'value', v_options -> 'after',
            'place', case v_options #>> '{after,score}'
                when '2' then 'after.score' else 'after.box_id'
            end
        );
    end loop;
    assert jsonb_array_length(
        nachet.list_review_queue(r.user_id, r.user_id, '{"limit": null, "after": null}') -> 'items'
    ) = 2;
end
$test$;
