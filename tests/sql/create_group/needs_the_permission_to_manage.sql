do $test$
begin
    perform test.raises(
        format(
            'select nachet.create_group(%L, %L, %L)', test.add_user('a@example.org', 'write'),
            'Lab', 'read'
        ), 'NX301'
    );
    perform test.raises(
        format('select nachet.create_group(%L, %L, %L)', gen_random_uuid(), 'Lab', 'read'), 'NX001'
    );
end
$test$;
