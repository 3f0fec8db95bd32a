do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_genus uuid;
    v_species uuid;
begin
    v_genus := nachet.register_seed(v_admin, 'Avena', '{"rank": "genus"}') ->> 'seed_id';
    v_species := nachet.register_seed(
        v_admin, 'Avena fatua', '{"parent": "Avena"}'
    ) ->> 'seed_id';
    assert test.raises(
        format('select nachet.merge_seeds(%L, %L, %L)', v_admin, v_genus, v_species), 'NX123'
    ) ->> 'seed_name' = 'Avena fatua';
    assert nachet.resolve_seed('Avena') ->> 'seed_id' = v_genus::text;
    -- Its children go over with a genus.
    perform nachet.merge_seeds(
        v_admin, v_genus,
        (nachet.register_seed(v_admin, 'Avenula', '{"rank": "genus"}') ->> 'seed_id')::uuid
    );
    assert nachet.get_seed(v_admin, v_species) ->> 'parent_name' = 'Avenula';
end
$test$;
