do $test$
begin
    assert nachet.get_distribution() = '{"distributed": false, "missing": [], "nodes": []}';
end
$test$;
