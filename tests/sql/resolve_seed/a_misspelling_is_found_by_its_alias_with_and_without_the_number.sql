do $test$
declare
    v_label text;
begin
    foreach v_label in array array[
        'Brassica junsea', '001 Brassica junsea', '1 BRASSICA  junsea'
    ] loop
        assert nachet.resolve_seed(v_label) ->> 'seed_name' = 'Brassica juncea', v_label;
        assert nachet.resolve_seed(v_label) ->> 'matched' = 'alias', v_label;
    end loop;
end
$test$;
