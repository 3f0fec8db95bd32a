do $test$
begin
    perform test.raises(
        format('select nachet.create_container(%L)', test.add_user('a@example.org', 'write')),
        'NX301'
    );
    perform test.raises(
        format('select nachet.create_container(%L)', test.add_user('b@example.org', 'read')),
        'NX301'
    );
    perform test.raises(format('select nachet.create_container(%L)', gen_random_uuid()), 'NX001');
    assert nachet.create_container(test.add_user('c@example.org', 'admin')) ->> 'access' = 'admin';
end
$test$;
