do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_other constant uuid := test.add_user('other@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_group constant uuid := test.add_group(v_other);
begin
    perform nachet.share_container(v_admin, v_owner, v_group);
    perform test.raises(
        format('select nachet.unshare_container(%L, %L, %L)', v_other, v_owner, v_group), 'NX301'
    );
    perform test.raises(
        format(
            'select nachet.unshare_container(%L, %L, %L)', test.add_user('stranger@example.org'),
            v_owner, v_group
        ), 'NX002'
    );
    perform test.raises(
        format('select nachet.unshare_container(%L, %L, %L)', gen_random_uuid(), v_owner, v_group),
        'NX001'
    );
    perform nachet.unshare_container(v_owner, v_owner, v_group);
end
$test$;
