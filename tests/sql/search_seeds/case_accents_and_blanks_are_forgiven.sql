do $test$
declare
    v_text text;
begin
    perform nachet.register_seed(test.add_user('a@example.org'), 'Isoëtes echinospora');
    foreach v_text in array array[
        'Isoëtes echinospora', 'ISOETES ECHINOSPORA', ' isoetes  echinospora', 'isoetesechinospora',
        '"Isoétès-echinospora"'
    ] loop
        assert nachet.search_seeds(v_text) #>> '{0,seed_name}'
            = 'Isoëtes echinospora', v_text;
        assert nachet.search_seeds(v_text) #> '{0,similarity}' = '1', v_text;
    end loop;
end
$test$;
