do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_set uuid;
    v_ids uuid[];
    v_page jsonb;
begin
    v_set := nachet.create_picture_set(v_user, v_user, '{"name": "f"}') ->> 'picture_set_id';
    for v_number in 1..3 loop
        v_ids := v_ids || (
            nachet.begin_batch(
                v_user, v_user, case v_number when 2 then v_set else v_user end
            ) ->> 'batch_id'
        )::uuid;
    end loop;
    v_page := nachet.list_batches(v_user, v_user, '{"limit": 2}');
    assert v_page -> 'next' = to_jsonb(v_ids[2]);
    assert v_page #> '{items,0,batch_id}' = to_jsonb(v_ids[3]);
    v_page := nachet.list_batches(
        v_user, v_user, jsonb_build_object('limit', 2, 'after', v_ids[2])
    );
    assert v_page #> '{items,0,batch_id}' = to_jsonb(v_ids[1]) and v_page -> 'next' = 'null';
    v_page := nachet.list_batches(
        v_user, v_user, jsonb_build_object('picture_set_id', v_set)
    );
    assert jsonb_array_length(v_page -> 'items') = 1;
    assert v_page #> '{items,0,batch_id}' = to_jsonb(v_ids[2]);
    perform test.raises(
        format('select nachet.list_batches(%1$L, %1$L, %2$L)', v_user, '{"limit": 0}'), 'NX210'
    );
end
$test$;
