do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_group constant uuid := test.add_group(v_owner);
begin
    perform nachet.share_container(v_owner, v_owner, v_group);
    perform nachet.unshare_container(v_owner, v_owner, v_group);
    assert test.raises(
        format('select nachet.unshare_container(%L, %L, %L)', v_owner, v_owner, v_group), 'NX013'
    ) = jsonb_build_object('container_id', v_owner, 'group_id', v_group);
    perform test.raises(
        format('select nachet.unshare_container(%L, %L, %L)', v_owner, v_owner, gen_random_uuid()),
        'NX013'
    );
end
$test$;
