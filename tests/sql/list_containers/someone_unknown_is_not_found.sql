do $test$
begin
    perform test.raises(format('select nachet.list_containers(%L)', gen_random_uuid()), 'NX001');
end
$test$;
