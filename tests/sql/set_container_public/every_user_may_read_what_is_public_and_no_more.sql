do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_other constant uuid := test.add_user('other@example.org');
    v_picture constant uuid := test.add_picture(v_owner);
begin
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_other, v_owner, v_picture), 'NX002'
    );
    assert nachet.set_container_public(v_owner, v_owner, true) -> 'public' = 'true';
    assert nachet.get_picture(v_other, v_owner, v_picture) ->> 'picture_id' = v_picture::text;
    perform test.raises(
        format('select nachet.create_picture_set(%L, %L)', v_other, v_owner), 'NX301'
    );
    assert nachet.set_container_public(v_owner, v_owner, false) -> 'public' = 'false';
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_other, v_owner, v_picture), 'NX002'
    );
end
$test$;
