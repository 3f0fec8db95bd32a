do $test$
declare
    r record;
    v_page jsonb;
    v_after jsonb := '{}';
    v_count integer := 0;
begin
    select * into r from test.register(20, 3);
    perform set_config('extra_float_digits', '-15', true);
    for v_n in 1 .. 20 loop
        v_page := nachet.list_review_queue(r.user_id, r.user_id, '{"limit": 3}' || v_after);
        v_count := v_count + jsonb_array_length(v_page -> 'items');
        exit when v_page -> 'next' = 'null';
        v_after := jsonb_build_object('after', v_page -> 'next');
    end loop;
    assert v_count = 20, v_count;
end
$test$;
