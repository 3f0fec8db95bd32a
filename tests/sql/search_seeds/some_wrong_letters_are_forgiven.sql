do $test$
declare
    v_text text;
begin
    foreach v_text in array array[
        'Ambrosia psilostachia', 'Ambrosia psilostacya', 'Ambrosia psylostachya',
        'ambrosa psilostachya', 'Ambrosiapsilostachyaa', 'Ambrosia psilostahcya', 'ambrosia psilos'
    ] loop
        assert nachet.search_seeds(v_text) #>> '{0,seed_name}'
            = 'Ambrosia psilostachya', v_text;
        assert (nachet.search_seeds(v_text) #> '{0,similarity}')::numeric
            between 0.3 and 0.99, v_text;
    end loop;
end
$test$;
