do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := test.add_picture(v_user, v_user, '{"seed_name": "Avena fatua"}');
    v_avena constant text := nachet.resolve_seed('Avena fatua') ->> 'seed_id';
    v_picture jsonb;
begin
    v_picture := nachet.update_picture(
        v_user, v_user, v_id, '{"add_seeds": ["14 Brassica napus", "Avena fatua"]}'
    );
    assert v_picture @> '{"verified": true}' and jsonb_array_length(v_picture -> 'seeds') = 2;
    v_picture := nachet.update_picture(v_user, v_user, v_id, jsonb_build_object(
        'add_seeds', '["Secale cereale"]'::jsonb,
        'remove_seeds', jsonb_build_array(v_avena, 'Brassica napus')
    ));
    assert v_picture @> '{"verified": true, "seeds": [{"seed_name": "Secale cereale"}]}';
    assert jsonb_array_length(v_picture -> 'seeds') = 1, v_picture;
    v_picture := nachet.update_picture(
        v_user, v_user, v_id, '{"remove_seeds": ["Secale cereale"]}'
    );
    assert v_picture @> '{"verified": false, "seeds": []}';
    assert v_picture = nachet.update_picture(
        v_user, v_user, v_id, '{"remove_seeds": ["Secale cereale"]}'
    );
    assert nachet.has_verified_pictures(v_user, v_user, v_user) -> 'has_verified_pictures'
        = 'false';
    assert nachet.update_picture(
        v_user, v_user, v_id, jsonb_build_object('add_seeds', jsonb_build_array(v_avena))
    ) @> '{"verified": true, "seeds": [{"seed_name": "Avena fatua"}]}';
end
$test$;
