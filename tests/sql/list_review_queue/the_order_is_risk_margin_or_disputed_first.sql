do $test$
declare
    r record;
    v_readers uuid[];
    v_result jsonb := test.sample_inference(4, 2);
    v_order text;
    v_page jsonb;
    v_places integer[];
    v_n integer;
begin
    select * into r from test.register(1, 1);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    -- Best and second scores of the boxes: 0.9 0.8, 0.5 0.1, 0.6 0.5, 0.4 0.3.
    for v_n in 0 .. 3 loop
        v_result := jsonb_set(
            jsonb_set(
                v_result, array['boxes', v_n::text, 'topN', '0', 'score'],
                to_jsonb((array[0.9, 0.5, 0.6, 0.4])[v_n + 1])
            ),
            array['boxes', v_n::text, 'topN', '1', 'score'],
            to_jsonb((array[0.87, 0.1, 0.51, 0.3])[v_n + 1])
        );
    end loop;
    r.picture_id := test.add_picture(r.user_id);
    r.document := test.register_again(r.user_id, r.picture_id, v_result);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    -- People differ about the second box.
    perform test.say(v_readers[1], r.user_id, r.document, 1);
    perform test.say(v_readers[2], r.user_id, r.document, 1, '{"label": "Avena fatua"}');
    foreach v_order in array array['risk', 'margin', 'disputed'] loop
        v_places := '{}';
        v_page := '{}';
        loop
            v_page := nachet.list_review_queue(
                v_readers[3], r.user_id, jsonb_build_object(
                    'order', v_order, 'limit', 1, 'after', v_page -> 'next'
                )
            );
            select b.n into v_n
            from jsonb_array_elements(r.document -> 'boxes') with ordinality as b (value, n)
            where b.value -> 'box_id' = v_page #> '{items,0,box_id}';
            v_places := v_places || v_n;
            exit when v_page -> 'next' = 'null';
        end loop;
        -- Two were asked about the second box; only who decides is asked now.
        assert v_places = case v_order
            when 'risk' then array[4, 3, 1] when 'margin' then array[1, 3, 4]
            else array[1, 3, 4]
        end, format('%s: %s', v_order, v_places);
        select array_agg(b.n order by q.n) into v_places
        from jsonb_array_elements(
            nachet.list_review_queue(
                r.user_id, r.user_id, jsonb_build_object('order', v_order)
            ) -> 'items'
        ) with ordinality as q (value, n)
        inner join jsonb_array_elements(r.document -> 'boxes') with ordinality as b (value, n)
            on b.value -> 'box_id' = q.value -> 'box_id';
        assert v_places = case v_order
            when 'risk' then array[4, 2, 3, 1] when 'margin' then array[1, 3, 4, 2]
            else array[2, 1, 3, 4]
        end, format('%s: %s', v_order, v_places);
    end loop;
end
$test$;
