do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_id constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
begin
    assert nachet.add_seed_alias(v_admin, v_id, 'BRASSICA  napus') -> 'aliases' = '[]';
end
$test$;
