do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_writer constant uuid := test.add_user('writer@example.org');
    v_stranger constant uuid := test.add_user('stranger@example.org');
    v_group constant uuid := test.add_group(v_owner, 'Lab', 'write');
begin
    perform test.add_member(v_owner, v_group, v_writer);
    perform nachet.share_container(v_owner, v_owner, v_group);
    perform test.raises(
        format(
            'select nachet.share_container(%L, %L, %L)', v_writer, v_owner, test.add_group(v_writer)
        ), 'NX301'
    );
    perform test.raises(
        format(
            'select nachet.share_container(%L, %L, %L)', v_stranger, v_owner,
            test.add_group(v_stranger)
        ), 'NX002'
    );
    perform test.raises(
        format('select nachet.share_container(%L, %L, %L)', gen_random_uuid(), v_owner, v_group),
        'NX001'
    );
end
$test$;
