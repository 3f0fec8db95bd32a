do $test$
begin
    assert nachet.search_seeds('Bra%napus') #>> '{0,seed_name}' = 'Brassica napus';
    assert (nachet.search_seeds('Bra%napus') #> '{0,similarity}')::numeric < 1;
    assert nachet.search_seeds('B%') = '[]';
end
$test$;
