do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_rule jsonb := '{"readers": 3, "agreeing": 2, "decides": "admin"}';
begin
    for v_n in 1 .. 2 loop
        assert nachet.set_review_rule(v_user, v_user, v_rule) -> 'review_rule' = v_rule;
    end loop;
    assert nachet.get_container_access(v_user, v_user) -> 'review_rule' = v_rule;
    assert nachet.list_containers(v_user) #> '{0,review_rule}' = v_rule;
    -- What is not given stays.
    v_rule := v_rule || '{"readers": 4}';
    assert nachet.set_review_rule(v_user, v_user, '{"readers": 4, "agreeing": null}')
        -> 'review_rule' = v_rule;
    assert nachet.set_review_rule(v_user, v_user, '{}') -> 'review_rule' = v_rule;
    assert nachet.set_review_rule(v_user, v_user, '{"decides": "write"}') -> 'review_rule'
        = v_rule || '{"decides": "write"}';
    -- At least as many are asked as must agree.
    assert nachet.set_review_rule(v_user, v_user, '{"agreeing": 5}') -> 'review_rule'
        = '{"readers": 5, "agreeing": 5, "decides": "write"}';
    assert nachet.set_review_rule(v_user, v_user, '{"readers": 1}') -> 'review_rule'
        = '{"readers": 1, "agreeing": 1, "decides": "write"}';
end
$test$;
