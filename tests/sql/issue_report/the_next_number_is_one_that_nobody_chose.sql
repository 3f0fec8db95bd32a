do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_sample constant uuid := nachet.create_sample(v_user, v_user, 'S') ->> 'sample_id';
begin
    perform nachet.issue_report(v_user, v_user, v_sample, '{"number": "S/2"}');
    assert nachet.issue_report(v_user, v_user, v_sample) ->> 'number' = 'S/3';
    assert nachet.issue_report(v_user, v_user, v_sample) ->> 'number' = 'S/4';
end
$test$;
