do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_ids uuid[] := '{}';
begin
    for i in 1..2 loop
        v_ids := v_ids || test.add_picture(
            v_user, null, jsonb_build_object('sha256', repeat('cd', 32))
        );
        perform nachet.delete_pictures(v_user, v_user, v_ids[i:i]);
    end loop;
    perform test.raises(
        format('select nachet.restore_pictures(%L, %L, %L)', v_user, v_user, v_ids), 'NX112'
    );
    assert not exists (select from nachet.picture);
end
$test$;
