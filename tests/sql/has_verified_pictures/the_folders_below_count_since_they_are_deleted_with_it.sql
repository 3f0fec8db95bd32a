do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_ids uuid[];
begin
    for v_n in 1 .. 3 loop
        v_ids[v_n] := nachet.create_picture_set(
            v_user_id, v_user_id, jsonb_build_object('name', v_n::text, 'parent', v_ids[v_n - 1])
        ) ->> 'picture_set_id';
    end loop;
    perform test.add_picture(v_user_id, v_ids[1]);
    perform test.add_picture(v_user_id, v_ids[3], '{"seed_name": "Avena fatua"}');
    assert nachet.has_verified_pictures(v_user_id, v_user_id, v_ids[1])
        = '{"has_verified_pictures": true, "nb_verified": 1, "nb_pictures": 2}';
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_ids[2], false);
    assert nachet.has_verified_pictures(v_user_id, v_user_id, v_ids[1])
        = '{"has_verified_pictures": false, "nb_verified": 0, "nb_pictures": 1}';
end
$test$;
