do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_stranger constant uuid := test.add_user('stranger@example.org');
    v_group constant uuid := test.add_group(v_owner);
begin
    perform nachet.get_group(v_admin, v_group);
    assert test.raises(format('select nachet.get_group(%L, %L)', v_stranger, v_group), 'NX010')
        = jsonb_build_object('group_id', v_group);
    perform test.raises(
        format('select nachet.get_group(%L, %L)', v_owner, gen_random_uuid()), 'NX010'
    );
    perform test.raises(
        format('select nachet.get_group(%L, %L)', gen_random_uuid(), v_group), 'NX001'
    );
end
$test$;
