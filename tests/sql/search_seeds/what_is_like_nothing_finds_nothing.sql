do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_text text;
begin
    -- Models send such labels too; of this one no letter is left to compare.
    perform nachet.register_seed(v_user, '-');
    foreach v_text in array array['', ' ', '""', '-', '%', '___', '\', 'xyzzy', '()'] loop
        assert nachet.search_seeds(v_text) = '[]', v_text;
    end loop;
end
$test$;
