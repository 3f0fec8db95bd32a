do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_ids uuid[];
    v_page jsonb;
begin
    for v_number in 1..3 loop
        v_ids := v_ids || (
            nachet.create_sample(v_user, v_user, 'S-' || v_number) ->> 'sample_id'
        )::uuid;
    end loop;
    v_page := nachet.list_samples(v_user, v_user, '{"limit": 2}');
    assert v_page -> 'next' = to_jsonb(v_ids[2]);
    assert v_page #> '{items,0,sample_id}' = to_jsonb(v_ids[3]);
    v_page := nachet.list_samples(
        v_user, v_user, jsonb_build_object('limit', 2, 'after', v_ids[2])
    );
    assert v_page #> '{items,0,sample_id}' = to_jsonb(v_ids[1]) and v_page -> 'next' = 'null';
    v_page := nachet.list_samples(v_user, v_user, '{"number": "s-2"}');
    assert v_page #> '{items,0,sample_id}' = to_jsonb(v_ids[2]);
    assert jsonb_array_length(v_page -> 'items') = 1;
    perform test.raises(
        format('select nachet.list_samples(%1$L, %1$L, %2$L)', v_user, '{"limit": 0}'), 'NX210'
    );
end
$test$;
