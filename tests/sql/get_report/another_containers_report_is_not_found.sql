do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_sample constant uuid := nachet.create_sample(v_user, v_user, 'S') ->> 'sample_id';
    v_report constant uuid := nachet.issue_report(v_user, v_user, v_sample) ->> 'report_id';
begin
    perform test.raises(
        format('select nachet.get_report(%L, %L, %L)', v_other, v_user, v_report), 'NX002'
    );
    perform test.raises(
        format('select nachet.get_report(%1$L, %1$L, %2$L)', v_other, v_report), 'NX082'
    );
    assert nachet.get_report(v_user, v_user, v_report) ->> 'number' = 'S/1';
end
$test$;
