do $test$
declare
    v_email constant text := repeat('a', 308) || '@example.org';
begin
    assert nachet.create_user(v_email) ->> 'email' = v_email;
    assert (select c.name from nachet_data.container as c where c.kind = 'personal')
        = left(v_email, 200);
    perform test.raises(format('select nachet.create_user(%L)', 'a' || v_email), 'NX201');
end
$test$;
