do $test$
declare
    r record;
    v_other constant uuid := test.add_user('other@example.org');
    v_call constant text := 'select nachet.withdraw_inference(%L, %L, %L, %L)';
begin
    select * into r from test.register(1, 1);
    perform nachet.set_container_public(r.user_id, r.user_id, true);
    perform test.raises(format(v_call, v_other, r.user_id, r.inference_id, '{}'), 'NX301');
    perform test.raises(format(v_call, v_other, v_other, r.inference_id, '{}'), 'NX005');
    perform test.raises(
        format(v_call, r.user_id, r.user_id, r.inference_id, '{"why": "x"}'), 'NX210'
    );
    perform nachet.delete_pictures(r.user_id, r.user_id, array[r.picture_id]);
    perform test.raises(format(v_call, r.user_id, r.user_id, r.inference_id, '{}'), 'NX005');
end
$test$;
