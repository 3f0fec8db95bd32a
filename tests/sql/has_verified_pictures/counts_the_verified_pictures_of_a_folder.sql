do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_id uuid;
begin
    v_id := nachet.create_picture_set(v_a, v_a) ->> 'picture_set_id';
    assert nachet.has_verified_pictures(v_a, v_a, v_id)
        = '{"has_verified_pictures": false, "nb_verified": 0, "nb_pictures": 0}';
    perform test.add_picture(v_a, v_id);
    assert nachet.has_verified_pictures(v_a, v_a, v_id)
        = '{"has_verified_pictures": false, "nb_verified": 0, "nb_pictures": 1}';
    perform test.add_picture(v_a, v_id, '{"seed_name": "Avena fatua"}');
    assert nachet.has_verified_pictures(v_a, v_a, v_id)
        = '{"has_verified_pictures": true, "nb_verified": 1, "nb_pictures": 2}';
    assert nachet.has_verified_pictures(v_a, v_a, v_a)
        = '{"has_verified_pictures": false, "nb_verified": 0, "nb_pictures": 0}';
    perform test.raises(
        format('select nachet.has_verified_pictures(%L, %L, %L)', v_a, v_a, v_b), 'NX003'
    );
    perform test.raises(
        format('select nachet.has_verified_pictures(%L, %L, %L)', v_b, v_a, v_id), 'NX002'
    );
end
$test$;
