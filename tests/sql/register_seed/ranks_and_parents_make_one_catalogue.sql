do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_genus jsonb;
    v_species jsonb;
    v_group uuid;
begin
    assert (
        select s.rank from nachet.seed as s where s.name = 'Cuscuta spp'
    ) = 'genus', 'in the list of the deployed model';
    assert nachet.register_seed(v_admin, 'Carex sp.') ->> 'rank' = 'genus';
    assert nachet.register_seed(v_admin, '014 Rumex SPP.') ->> 'rank' = 'genus';
    assert nachet.register_seed(v_admin, 'Rumex sppa') ->> 'rank' = 'species';
    perform nachet.register_seed(v_admin, 'Poaceae', '{"rank": "family"}');
    v_genus := nachet.register_seed(v_admin, 'Avena', '{"rank": "genus", "parent": "poaceae"}');
    assert v_genus ->> 'parent_name' = 'Poaceae';
    v_species := nachet.register_seed(
        v_admin, 'Avena fatua', jsonb_build_object('parent_id', v_genus -> 'seed_id')
    );
    assert (v_species ->> 'rank', v_species ->> 'parent_name') = ('species', 'Avena');
    assert test.raises(
        format(
            'select nachet.register_seed(%L, %L, %L)', v_admin, 'Avena x', '{"parent": "Avenula"}'
        ), 'NX007'
    ) = '{"field": "parent", "value": "Avenula"}';
    -- A parent has a higher rank.
    assert test.raises(
        format(
            'select nachet.register_seed(%L, %L, %L)', v_admin, 'Avena x',
            '{"rank": "genus", "parent": "Avena fatua"}'
        ), 'NX123'
    ) ->> 'value' = 'Avena fatua';
    assert test.raises(
        format(
            'select nachet.update_seed(%L, %L, %L)', v_admin, v_genus ->> 'seed_id',
            '{"rank": "species"}'
        ), 'NX123'
    ) ->> 'seed_name' = 'Avena fatua', 'nor may it lose that';
    -- A group may be anywhere, but not its own ancestor.
    v_group := nachet.register_seed(
        v_admin, 'Oats', '{"rank": "group", "parent": "Avena"}'
    ) ->> 'seed_id';
    perform nachet.update_seed(v_admin, (v_species ->> 'seed_id')::uuid, '{"parent": "Oats"}');
    assert test.raises(
        format(
            'select nachet.update_seed(%L, %L, %L)', v_admin, v_group, '{"parent": "Avena fatua"}'
        ), 'NX123'
    ) ->> 'field' = 'parent';
    assert test.raises(
        format('select nachet.update_seed(%L, %L, %L)', v_admin, v_group, '{"parent": "Oats"}'),
        'NX123'
    ) = '{"field": "parent", "value": "Oats"}';
    -- A merge makes no ring either.
    assert test.raises(
        format(
            'select nachet.merge_seeds(%L, %L, %L)', v_admin, v_group, v_species ->> 'seed_id'
        ), 'NX123'
    ) ->> 'field' = 'parent';
    assert nachet.update_seed(v_admin, v_group, '{"parent": null}') -> 'parent_id' = 'null';
end
$test$;
