-- Even where it looks like one.
do $test$
declare
    v_user constant uuid := test.add_user('a@example.org', 'admin');
    v_id constant uuid := gen_random_uuid();
begin
    perform test.add_pipeline(v_id::text);
    perform test.raises(format('select nachet.choose_pipeline(%L, %L)', v_user, v_id), 'NX008');
    perform test.raises(
        format('select nachet.set_default_pipeline(%L, %L)', v_user, v_id), 'NX008'
    );
end
$test$;
