do $test$
declare
    r record;
    s record;
begin
    select * into r from test.register(3, 5);
    select * into s from test.register(1, 1);
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)',
            r.user_id, r.user_id, r.inference_id,
            test.feedback(r.document, 0) || test.feedback(s.document, 0)
        ), 'NX006'
    );
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)',
            r.user_id, r.user_id, r.inference_id,
            test.feedback(
                r.document, 0, jsonb_build_object('label', 'x', 'classId', gen_random_uuid())
            )
        ), 'NX007'
    );
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)',
            r.user_id, r.user_id, gen_random_uuid(),
            test.feedback(r.document, 0)
        ), 'NX005'
    );
    assert not exists (select from nachet_data.identification);
end
$test$;
