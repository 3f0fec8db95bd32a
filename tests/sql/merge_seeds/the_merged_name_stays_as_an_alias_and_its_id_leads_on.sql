do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_a uuid;
    v_b uuid;
    v_c uuid;
    v_picture uuid;
begin
    v_a := nachet.register_seed(v_admin, 'Avena a') ->> 'seed_id';
    v_b := nachet.register_seed(v_admin, 'Avena b') ->> 'seed_id';
    v_c := nachet.register_seed(v_admin, 'Avena c') ->> 'seed_id';
    perform nachet.merge_seeds(v_admin, v_a, v_b);
    assert nachet.merge_seeds(v_admin, v_b, v_c) -> 'aliases' = '["Avena a", "Avena b"]';
    assert nachet.resolve_seed('001 avena A') ->> 'seed_name' = 'Avena c';
    assert nachet.get_seed(v_admin, v_a) ->> 'seed_name' = 'Avena c';
    assert not exists (select from nachet.seed as s where s.id in (v_a, v_b));
    v_picture := test.add_picture(v_admin, null, jsonb_build_object('seed_id', v_a));
    assert (select ps.seed_id from nachet.picture_seed as ps where ps.picture_id = v_picture) = v_c;
    assert test.raises(format('select nachet.register_seed(%L, %L)', v_admin, 'Avena a'), 'NX111')
        ->> 'seed_name' = 'Avena c';
end
$test$;
