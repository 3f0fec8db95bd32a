do $test$
begin
    perform nachet.create_user('ada@example.org');
    perform test.raises($$select nachet.create_user('ADA@example.org')$$, 'NX101');
    assert (select count(*) from nachet_data.users) = 1;
end
$test$;
