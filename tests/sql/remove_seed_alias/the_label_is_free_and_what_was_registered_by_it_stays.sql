do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_picture constant uuid := test.add_picture(
        v_admin, null, '{"seed_name": "001 Brassica junsea"}'
    );
    v_id constant uuid := nachet.resolve_seed('Brassica juncea') ->> 'seed_id';
begin
    assert nachet.remove_seed_alias(v_admin, v_id, ' BRASSICA junsea') -> 'aliases' = '[]';
    perform test.raises($$select nachet.resolve_seed('Brassica junsea')$$, 'NX007');
    assert (select ps.seed_id from nachet.picture_seed as ps where ps.picture_id = v_picture)
        = v_id;
    perform nachet.register_seed(v_admin, 'Brassica junsea');
end
$test$;
