do $test$
begin
    assert nachet.warm_up();
    -- Whoever writes or locks a row has an id.
    assert pg_current_xact_id_if_assigned() is null;
    assert nachet.warm_up();
end
$test$;
