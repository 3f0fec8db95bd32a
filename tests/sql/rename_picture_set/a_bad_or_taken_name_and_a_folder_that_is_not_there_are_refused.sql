do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_id uuid;
begin
    v_id := nachet.create_picture_set(v_a, v_a, '{"name": "Avena"}') ->> 'picture_set_id';
    assert test.raises(
        format('select nachet.rename_picture_set(%L, %L, %L, %L)', v_a, v_a, v_id, 'GENERAL'),
        'NX102'
    ) ->> 'folder_name' = 'GENERAL';
    perform test.raises(
        format('select nachet.rename_picture_set(%L, %L, %L, %L)', v_a, v_a, v_id, ' '), 'NX202'
    );
    perform test.raises(
        format('select nachet.rename_picture_set(%L, %L, %L, %L)', v_a, v_a, v_b, 'x'), 'NX003'
    );
    perform test.raises(
        format('select nachet.rename_picture_set(%L, %L, %L, %L)', v_b, v_b, v_id, 'x'), 'NX003'
    );
    perform test.raises(
        format('select nachet.rename_picture_set(%L, %L, %L, %L)', v_b, v_a, v_id, 'x'), 'NX002'
    );
    perform nachet.set_container_public(v_a, v_a, true);
    perform test.raises(
        format('select nachet.rename_picture_set(%L, %L, %L, %L)', v_b, v_a, v_id, 'x'), 'NX301'
    );
    perform nachet.delete_picture_set(v_a, v_a, v_id, false);
    perform test.raises(
        format('select nachet.rename_picture_set(%L, %L, %L, %L)', v_a, v_a, v_id, 'x'), 'NX003'
    );
end
$test$;
