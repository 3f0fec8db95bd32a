do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_id constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
begin
    assert test.raises(
        format('select nachet.rename_seed(%L, %L, %L)', v_admin, v_id, '009 brassica JUNCEA'),
        'NX103'
    ) ->> 'seed_name' = 'Brassica juncea';
    assert test.raises(
        format('select nachet.rename_seed(%L, %L, %L)', v_admin, v_id, 'brassica junsea'), 'NX111'
    ) ->> 'seed_name' = 'Brassica juncea';
    assert nachet.get_seed(v_admin, v_id) ->> 'seed_name' = 'Brassica napus';
end
$test$;
