-- A name that begins with a number, as an import may bring it.
do $test$
begin
    insert into nachet_data.seed (name) values ('2 Bromus');
    perform nachet.register_seed(test.add_user('a@example.org'), 'Bromus');
    assert nachet.resolve_seed('2 bromus') ->> 'seed_name' = '2 Bromus';
    assert nachet.resolve_seed('3 bromus') ->> 'seed_name' = 'Bromus';
end
$test$;
