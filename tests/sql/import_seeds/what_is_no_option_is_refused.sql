do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_options jsonb;
begin
    foreach v_options in array array['{"reason": 7}', '{"why": "x"}', '[]']::jsonb[] loop
        perform test.raises(
            format('select nachet.import_seeds(%L, %L, %L)', v_admin, '[]', v_options),
            'NX210'
        );
    end loop;
end
$test$;
