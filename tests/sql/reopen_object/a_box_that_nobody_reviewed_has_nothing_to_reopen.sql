do $test$
declare
    r record;
begin
    select * into r from test.register(3, 5);
    perform test.raises(format(
        'select nachet.reopen_object(%L, %L, %L)', r.user_id, r.user_id,
        r.document #>> '{boxes,0,box_id}'
    ), 'NX106');
    perform test.raises(
        format('select nachet.reopen_object(%L, %L, %L)', r.user_id, r.user_id, gen_random_uuid()),
        'NX006'
    );
end
$test$;
