do $test$
declare
    v_user constant uuid := test.add_user('a@example.org', 'read');
    v_options jsonb;
begin
    perform nachet.register_seed(v_user, 'Avena fatua');
    assert jsonb_path_query_array(
        nachet.list_seeds(v_user, '{"confirmed": false}'), '$.seeds[*].seed_name'
    ) = '["Avena fatua"]';
    assert jsonb_array_length(nachet.list_seeds(v_user, '{"confirmed": true}') -> 'seeds') = 28;
    assert jsonb_array_length(nachet.list_seeds(v_user, '{"confirmed": null}') -> 'seeds') = 29;
    foreach v_options in array array['{"confirmed": "true"}', '{"all": true}', '[]']::jsonb[] loop
        perform test.raises(format('select nachet.list_seeds(%L, %L)', v_user, v_options), 'NX210');
    end loop;
    perform test.raises(format('select nachet.list_seeds(%L)', gen_random_uuid()), 'NX001');
end
$test$;
