do $test$
declare
    r record;
begin
    select * into r from test.register(3, 5);
    perform test.raises(
        format('select nachet.get_inference(%L, %L, %L)', r.user_id, r.user_id, gen_random_uuid()),
        'NX005'
    );
    perform test.raises(format(
        'select nachet.get_inference(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
        '{"x": 1}'
    ), 'NX210');
end
$test$;
