do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_id constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
    v_label text;
begin
    foreach v_label in array array['brassica JUNCEA', '001 Brassica juncea'] loop
        assert test.raises(
            format('select nachet.add_seed_alias(%L, %L, %L)', v_admin, v_id, v_label), 'NX103'
        ) ->> 'seed_name' = 'Brassica juncea', v_label;
    end loop;
    assert test.raises(
        format('select nachet.add_seed_alias(%L, %L, %L)', v_admin, v_id, 'brassica JUNSEA'),
        'NX111'
    ) ->> 'seed_name' = 'Brassica juncea';
    -- Whole, a label may be another's than without its number.
    perform nachet.add_seed_alias(v_admin, v_id, '099 Brassica junsea');
    assert nachet.resolve_seed('099 brassica junsea') ->> 'seed_name' = 'Brassica napus';
    assert nachet.resolve_seed('098 brassica junsea') ->> 'seed_name' = 'Brassica juncea';
end
$test$;
