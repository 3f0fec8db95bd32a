do $test$
begin
    assert nachet.warm_up() = 'true';
    -- Whoever writes or locks a row has an id.
    assert pg_current_xact_id_if_assigned() is null;
    assert nachet.warm_up() = 'true';
end
$test$;
