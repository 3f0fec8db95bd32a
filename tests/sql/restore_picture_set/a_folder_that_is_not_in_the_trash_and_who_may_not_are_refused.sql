do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_id uuid;
begin
    v_id := nachet.create_picture_set(v_a, v_a) ->> 'picture_set_id';
    assert test.raises(
        format('select nachet.restore_picture_set(%L, %L, %L)', v_a, v_a, v_id), 'NX110'
    )
        = jsonb_build_object('picture_set_id', v_id);
    perform test.raises(
        format('select nachet.restore_picture_set(%L, %L, %L)', v_a, v_a, v_b), 'NX003'
    );
    perform nachet.delete_picture_set(v_a, v_a, v_id, false);
    perform test.raises(
        format('select nachet.restore_picture_set(%L, %L, %L)', v_b, v_b, v_id), 'NX003'
    );
    perform test.raises(
        format('select nachet.restore_picture_set(%L, %L, %L)', v_b, v_a, v_id), 'NX002'
    );
    perform nachet.set_container_public(v_a, v_a, true);
    perform test.raises(
        format('select nachet.restore_picture_set(%L, %L, %L)', v_b, v_a, v_id), 'NX301'
    );
    perform nachet.restore_picture_set(v_a, v_a, v_id);
    perform test.raises(
        format('select nachet.restore_picture_set(%L, %L, %L)', v_a, v_a, v_id), 'NX110'
    );
end
$test$;
