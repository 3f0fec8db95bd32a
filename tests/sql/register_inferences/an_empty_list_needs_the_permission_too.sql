do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_other constant uuid := test.add_user('other@example.org');
begin
    assert nachet.register_inferences(v_owner, v_owner, '[]') = '[]';
    perform test.raises(
        format('select nachet.register_inferences(%L, %L, %L)', v_other, v_owner, '[]'), 'NX002'
    );
end
$test$;
