do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_seed constant uuid := (nachet.resolve_seed('Brassica napus') ->> 'seed_id')::uuid;
    v_by_id uuid;
    v_by_name uuid;
begin
    v_by_id := test.add_picture(
        v_user, null, jsonb_build_object('seed_id', v_seed, 'zoom', 2.5, 'nb_seeds', 12)
    );
    v_by_name := test.add_picture(v_user, null, '{"seed_name": "brassica  NAPUS"}');
    assert (select count(*) from nachet.picture_summary as p where p.verified) = 2;
    assert nachet.get_picture(v_user, v_user, v_by_id) -> 'seeds'
        = jsonb_build_array(jsonb_build_object('seed_id', v_seed, 'seed_name', 'Brassica napus'));
    assert nachet.get_picture(v_user, v_user, v_by_name) #>> '{seeds,0,seed_id}' = v_seed::text;
    assert nachet.get_picture(v_user, v_user, v_by_id) -> 'zoom' = '2.5';
    assert nachet.get_picture(v_user, v_user, v_by_id) -> 'nb_seeds' = '12';
end
$test$;
