do $test$
declare
    r record;
    v_readers uuid[];
    v_order text;
    v_limit integer;
    v_page jsonb;
    v_ids jsonb;
    v_again jsonb;
begin
    select * into r from test.register(12, 3);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    -- Both inferences show what people differ about, and what was reopened.
    perform test.register_again(r.user_id, r.picture_id, test.sample_inference(6, 2));
    for v_n in 0 .. 5 loop
        perform test.say(v_readers[1], r.user_id, r.document, v_n);
        if v_n % 2 = 0 then
            perform test.say(v_readers[2], r.user_id, r.document, v_n, '{"label": "Avena fatua"}');
        end if;
    end loop;
    foreach v_order in array array['risk', 'margin', 'disputed'] loop
        v_ids := jsonb_path_query_array(
            nachet.list_review_queue(r.user_id, r.user_id, jsonb_build_object('order', v_order)),
            '$.items[*].box_id'
        );
        assert jsonb_array_length(v_ids) = 18, v_ids;
        foreach v_limit in array array[1, 4, 6, 17] loop
            v_again := '[]';
            v_page := '{}';
            loop
                v_page := nachet.list_review_queue(
                    r.user_id, r.user_id, jsonb_build_object(
                        'order', v_order, 'limit', v_limit, 'after', v_page -> 'next'
                    )
                );
                v_again := v_again || jsonb_path_query_array(v_page, '$.items[*].box_id');
                exit when v_page -> 'next' = 'null';
            end loop;
            assert v_again = v_ids, format('%s by %s', v_order, v_limit);
        end loop;
    end loop;
end
$test$;
