do $test$
declare
    v_admin uuid := test.add_user('a@example.org', 'admin');
begin
    perform test.raises(
        format('select nachet.set_shown_model_keys(%L, %L)', test.add_user('b@example.org'), '{x}'),
        'NX302'
    );
    perform test.raises(
        format('select nachet.set_shown_model_keys(%L, %L)', gen_random_uuid(), '{x}'), 'NX001'
    );
    perform test.raises(
        format('select nachet.set_shown_model_keys(%L, %L)', v_admin, '{x," "}'), 'NX202'
    );
    perform test.raises(
        format('select nachet.set_shown_model_keys(%L, %L)', v_admin, '{x,null}'), 'NX202'
    );
    perform test.raises(
        format('select nachet.set_shown_model_keys(%L, %L, %L)', v_admin, '{x}', '{"why": 1}'),
        'NX210'
    );
end
$test$;
