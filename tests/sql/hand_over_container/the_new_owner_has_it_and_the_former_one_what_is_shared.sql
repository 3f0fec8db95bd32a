do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_heir constant uuid := test.add_user('heir@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_container constant uuid := nachet.create_container(v_owner, '{"name": "Trials"}')
        ->> 'container_id';
    v_answer constant jsonb := jsonb_build_object('container_id', v_container, 'owner_id', v_heir);
begin
    perform nachet.share_container_with_user(v_owner, v_container, 'heir@example.org', 'manage');
    -- Who may manage it may not give it away.
    assert test.raises(
        format('select nachet.hand_over_container(%L, %L, %L)', v_heir, v_container, v_heir),
        'NX301'
    ) = jsonb_build_object('container_id', v_container, 'required', 'owner');
    assert nachet.hand_over_container(v_owner, v_container, v_heir) = v_answer;
    assert nachet.get_container_access(v_heir, v_container)
        @> '{"source": "owner", "share": null, "name": "Trials"}';
    perform test.raises(
        format('select nachet.hand_over_container(%L, %L, %L)', v_owner, v_container, v_heir),
        'NX002'
    );
    assert nachet.hand_over_container(v_admin, v_container, v_heir) = v_answer;
end
$test$;
