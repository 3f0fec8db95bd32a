do $test$
begin
    set local transaction_read_only = on;
    assert nachet.warm_up() = 'false';
end
$test$;
