do $test$
declare
    r record;
begin
    select * into r from test.register(3, 5);
    assert nachet.get_object_history(
        r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
    ) = '[]';
    perform test.raises(
        format(
            'select nachet.get_object_history(%L, %L, %L)', r.user_id, r.user_id, gen_random_uuid()
        ),
        'NX006'
    );
end
$test$;
