do $test$
begin
    set local transaction_read_only = on;
    assert not nachet.warm_up();
end
$test$;
