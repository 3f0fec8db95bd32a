do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_ids uuid[];
    v_first jsonb;
    v_newest jsonb;
    v_page jsonb;
    v_seen uuid[] := '{}';
    v_item jsonb;
begin
    perform test.add_pipeline();
    v_ids := array(select test.add_picture(v_user_id) from generate_series(1, 5));
    v_ids := array(select i.id from unnest(v_ids) as i (id) order by i.id);
    for v_n in 1 .. 4 loop
        perform test.register_again(v_user_id, v_ids[v_n], test.sample_inference(1, 2));
    end loop;
    v_newest := test.register_again(v_user_id, v_ids[1], test.sample_inference(3, 2));
    -- One is reviewed: confirmed, rejected, left.
    perform nachet.verify_seed(
        v_user_id, v_user_id, (v_newest ->> 'inference_id')::uuid,
        test.feedback(v_newest, 0)
        || test.feedback(v_newest, 1, '{"label": "", "classId": ""}')
    );
    v_page := '{"next": null}';
    loop
        v_page := nachet.list_picture_set_inferences(
            v_user_id, v_user_id, v_user_id,
            jsonb_build_object('after', v_page -> 'next', 'limit', 2)
        );
        for v_item in select i.value from jsonb_array_elements(v_page -> 'items') as i (value) loop
            v_seen := v_seen || (v_item ->> 'picture_id')::uuid;
            assert v_item -> 'inference' is not distinct from coalesce(
                nachet.get_picture_inference(
                    v_user_id, v_user_id, (v_item ->> 'picture_id')::uuid
                ),
                'null'
            ), v_item;
        end loop;
        exit when v_page -> 'next' = 'null';
    end loop;
    assert v_seen = v_ids;
    v_first := nachet.list_picture_set_inferences(v_user_id, v_user_id, v_user_id) #> '{items,0}';
    assert v_first #>> '{inference,inference_id}' = v_newest ->> 'inference_id';
    assert jsonb_array_length(v_first #> '{inference,boxes}') = 2;
    assert (
        select array_agg(k.key order by k.key)
        from jsonb_object_keys(v_first) as k (key)
    ) = array['inference', 'is_validated', 'parent', 'picture_id', 'upload_date'];
    assert jsonb_array_length(
        nachet.list_picture_set_inferences(
            v_user_id, v_user_id, v_user_id, '{"include_rejected": true}'
        ) #> '{items,0,inference,boxes}'
    ) = 3;
end
$test$;
