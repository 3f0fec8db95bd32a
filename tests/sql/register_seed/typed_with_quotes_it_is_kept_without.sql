do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
begin
    assert nachet.register_seed(v_user, '"Avena fatua"') ->> 'seed_name' = 'Avena fatua';
    assert nachet.register_seed(v_user, '“Bromus  tectorum”') ->> 'seed_name' = 'Bromus tectorum';
    assert nachet.register_seed(v_user, '003 Cirsium ''Mount Etna''') ->> 'seed_name'
        = 'Cirsium ''Mount Etna''';
end
$test$;
