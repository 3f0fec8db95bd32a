do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_member constant uuid := test.add_user('member@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_owner, 'Lab', 'manage');
begin
    perform test.raises(
        format('select nachet.rename_group(%L, %L, %L)', v_member, v_group, 'x'), 'NX010'
    );
    perform test.add_member(v_owner, v_group, v_member);
    perform test.raises(
        format('select nachet.rename_group(%L, %L, %L)', v_member, v_group, 'x'), 'NX301'
    );
    perform test.raises(
        format('select nachet.rename_group(%L, %L, %L)', gen_random_uuid(), v_group, 'x'), 'NX001'
    );
    -- A name is free or taken among the owner's groups, whoever gives it.
    perform test.add_group(v_admin, 'Crew');
    assert nachet.rename_group(v_admin, v_group, 'Crew') ->> 'owner_id' = v_owner::text;
end
$test$;
