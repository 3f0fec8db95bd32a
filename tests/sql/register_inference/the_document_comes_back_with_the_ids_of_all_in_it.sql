do $test$
declare
    r record;
    v_sent jsonb;
    v_box jsonb;
begin
    select * into r from test.register(3, 5);
    v_sent := test.sample_inference(3, 5);
    assert r.document - array['boxes', 'inference_id', 'pipeline_id'] = v_sent - 'boxes';
    assert nachet._plain_inference(r.document) = v_sent;
    for v_box in select b.value from jsonb_array_elements(r.document -> 'boxes') as b loop
        assert (v_box -> 'object_type_id')::integer = 1;
        assert v_box -> 'top_id' = v_box #> '{topN,0,object_id}';
        assert (
            select count(distinct g.value ->> 'object_id')
            from jsonb_array_elements(v_box -> 'topN') as g
        ) = 5;
    end loop;
    assert (select count(*) from nachet_data.object as o where o.inference_id = r.inference_id) = 3;
    assert (select count(*) from nachet.seed_object) = 15;
    assert (nachet.get_picture(r.user_id, r.user_id, r.picture_id) -> 'nb_object')::integer = 3;
end
$test$;
