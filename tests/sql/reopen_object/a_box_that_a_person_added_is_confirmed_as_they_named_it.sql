do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    r record;
    v_object uuid;
    v_act jsonb;
    v_box jsonb;
begin
    select * into r from test.register(1, 2);
    v_object := nachet.verify_seed(r.user_id, r.user_id, r.inference_id, '[{
        "boxId": "", "label": "Avena fatua",
        "box": {"topX": 1, "topY": 2, "bottomX": 30, "bottomY": 40}
    }]') #>> '{boxes,0,box_id}';
    v_act := nachet.get_inference(r.user_id, r.user_id, r.inference_id) #> '{boxes,1,top_id}';
    for v_n in 1 .. 2 loop
        perform nachet.reopen_object(r.user_id, r.user_id, v_object);
        -- By the id alone, or with the act that named it.
        v_box := nachet.verify_seed(
            r.user_id, r.user_id, r.inference_id,
            jsonb_build_array(
                jsonb_build_object('boxId', v_object)
                || case when v_n = 2 then jsonb_build_object('classId', v_act) else '{}' end
            )
        ) #> '{boxes,0}';
        assert (v_box ->> 'label', v_box ->> 'act') = ('Avena fatua', 'confirm');
        assert nachet.get_inference(r.user_id, r.user_id, r.inference_id)
            #> '{boxes,1,top_id}' = v_box -> 'identification_id';
    end loop;

    perform nachet.merge_seeds(
        v_admin,
        (nachet.resolve_seed('Avena fatua') ->> 'seed_id')::uuid,
        (nachet.resolve_seed('Brassica napus') ->> 'seed_id')::uuid
    );
    perform nachet.reopen_object(r.user_id, r.user_id, v_object);
    assert nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        jsonb_build_array(jsonb_build_object('boxId', v_object))
    ) #>> '{boxes,0,label}' = 'Brassica napus';
end
$test$;
