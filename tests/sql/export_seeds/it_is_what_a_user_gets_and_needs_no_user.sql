do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org', 'read');
begin
    assert jsonb_array_length(nachet.export_seeds() -> 'seeds') > 10;
    assert nachet.export_seeds() = nachet.list_seeds(v_user_id);
    perform nachet.register_seed(v_user_id, 'Planta incerta');
    assert nachet.export_seeds('{"confirmed": false}')
        = nachet.list_seeds(v_user_id, '{"confirmed": false}');
    assert nachet.export_seeds('{"confirmed": false}') #>> '{seeds,0,seed_name}' = 'Planta incerta';
    perform test.raises($$select nachet.export_seeds('{"limit": 1}')$$, 'NX210');
end
$test$;
