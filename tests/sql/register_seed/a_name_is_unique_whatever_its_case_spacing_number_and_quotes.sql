do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_name text;
begin
    foreach v_name in array array[
        'Avena fatua', 'AVENA  FATUA', E'\tavena fatua\n', '017 Avena fatua', '"Avena fatua"',
        '''avena Fatua'''
    ] loop
        if v_name = 'Avena fatua' then
            perform nachet.register_seed(v_user, v_name);
        end if;
        assert test.raises(
            format('select nachet.register_seed(%L, %L)', v_user, v_name), 'NX103'
        ) ->> 'seed_name'
            = 'Avena fatua', v_name;
    end loop;
    assert nachet.register_seed(v_user, 'Avena fatua D') ->> 'seed_name' = 'Avena fatua D';
end
$test$;
