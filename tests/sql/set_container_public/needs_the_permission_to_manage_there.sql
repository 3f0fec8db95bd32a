do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_other constant uuid := test.add_user('other@example.org');
begin
    perform test.raises(
        format('select nachet.set_container_public(%L, %L, true)', v_other, v_owner), 'NX002'
    );
    perform test.raises(
        format('select nachet.set_container_public(%L, %L, true)', gen_random_uuid(), v_owner),
        'NX001'
    );
    perform nachet.set_container_public(v_owner, v_owner, true);
    perform test.raises(
        format('select nachet.set_container_public(%L, %L, false)', v_other, v_owner), 'NX301'
    );
end
$test$;
