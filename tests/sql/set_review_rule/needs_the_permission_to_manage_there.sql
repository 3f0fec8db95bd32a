do $test$
declare
    r record;
    v_readers uuid[];
begin
    select * into r from test.register(1, 1);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    perform test.raises(
        format('select nachet.set_review_rule(%L, %L, %L)', v_readers[1], r.user_id, '{}'),
        'NX301'
    );
end
$test$;
