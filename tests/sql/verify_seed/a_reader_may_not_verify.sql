do $test$
declare
    r record;
    v_reader uuid;
begin
    select * into r from test.register(3, 5);
    v_reader := test.add_user('reader@example.org');
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)',
            v_reader, r.user_id, r.inference_id,
            test.feedback(r.document, 0)
        ), 'NX002'
    );
    update nachet_data.container as c set public = true where c.id = r.user_id;
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)',
            v_reader, r.user_id, r.inference_id,
            test.feedback(r.document, 0)
        ), 'NX301'
    );
end
$test$;
