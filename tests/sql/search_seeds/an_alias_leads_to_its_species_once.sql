do $test$
declare
    v_seeds jsonb;
begin
    v_seeds := nachet.search_seeds('Brassica junsea');
    assert v_seeds -> 0 = '{
        "seed_id": "01900000-0000-7000-8000-000000000001", "seed_name": "Brassica juncea",
        "similarity": 1, "matched": "Brassica junsea"
    }';
    assert (
        select count(*) from jsonb_array_elements(v_seeds) as s
        where s.value ->> 'seed_name' = 'Brassica juncea'
    ) = 1;
end
$test$;
