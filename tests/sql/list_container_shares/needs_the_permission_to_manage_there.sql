do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_other constant uuid := test.add_user('other@example.org');
begin
    perform test.raises(
        format('select nachet.list_container_shares(%L, %L)', v_other, v_owner), 'NX002'
    );
    perform nachet.set_container_public(v_owner, v_owner, true);
    perform test.raises(
        format('select nachet.list_container_shares(%L, %L)', v_other, v_owner), 'NX301'
    );
    perform test.raises(
        format('select nachet.list_container_shares(%L, %L)', gen_random_uuid(), v_owner), 'NX001'
    );
end
$test$;
