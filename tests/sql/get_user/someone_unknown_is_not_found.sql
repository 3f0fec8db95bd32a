do $test$
begin
    perform test.raises($$select nachet.get_user('nobody@example.org')$$, 'NX001');
end
$test$;
