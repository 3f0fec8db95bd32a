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
    foreach v_label in array array['brassica JUNSEA', '099 Brassica junsea'] loop
        assert test.raises(
            format('select nachet.add_seed_alias(%L, %L, %L)', v_admin, v_id, v_label), 'NX111'
        ) ->> 'seed_name' = 'Brassica juncea', v_label;
    end loop;
end
$test$;
