do $test$
declare
    r record;
    v_other constant uuid := test.add_user('other@example.org');
    v_reader constant uuid := test.add_user('reader@example.org');
    v_call text;
begin
    select * into r from test.register(1, 1);
    perform nachet.set_container_public(r.user_id, r.user_id, true);
    foreach v_call in array array['withdraw_inference', 'reinstate_inference'] loop
        perform test.raises(
            format('select nachet.%I(%L, %L, %L)', v_call, v_reader, r.user_id, r.inference_id), 'NX301'
        );
        perform test.raises(
            format('select nachet.%I(%L, %L, %L)', v_call, v_other, v_other, r.inference_id), 'NX005'
        );
        perform test.raises(
            format(
                'select nachet.%I(%L, %L, %L, %L)',
                v_call, r.user_id, r.user_id, r.inference_id, '{"why": "x"}'
            ),
            'NX210'
        );
        perform nachet.delete_pictures(r.user_id, r.user_id, array[r.picture_id]);
        perform test.raises(
            format('select nachet.%I(%L, %L, %L)', v_call, r.user_id, r.user_id, r.inference_id),
            'NX005'
        );
        perform nachet.restore_pictures(r.user_id, r.user_id, array[r.picture_id]);
    end loop;
end
$test$;
