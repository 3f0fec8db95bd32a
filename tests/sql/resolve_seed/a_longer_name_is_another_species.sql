do $test$
begin
    assert nachet.resolve_seed('026 Centaurea solstitialis') ->> 'seed_name'
        = 'Centaurea solstitialis';
    assert nachet.resolve_seed('027 Centaurea solstitialis D') ->> 'seed_name'
        = 'Centaurea solstitialis D';
end
$test$;
