do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_options jsonb;
begin
    for v_options in
        select o.value
        from jsonb_array_elements('[
            {"readers": 0}, {"readers": 101}, {"readers": 1.5}, {"readers": "2"},
            {"agreeing": 0}, {"agreeing": 101}, {"readers": 3, "agreeing": 1.5}, {"reader": 2},
            {"decides": 3}, {"decides": "read"}, {"decides": ""}, {"decides": "owner"}, [], 2
        ]') as o
    loop
        perform test.raises(
            format('select nachet.set_review_rule(%L, %L, %L)', v_user, v_user, v_options), 'NX210'
        );
    end loop;
    assert nachet.get_container_access(v_user, v_user) -> 'review_rule'
        = '{"readers": 1, "agreeing": 1, "decides": "manage"}';
end
$test$;
