do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_into constant uuid := nachet.register_seed(v_admin, 'Avena sativa') ->> 'seed_id';
    v_user uuid;
    v_id uuid;
    v_result jsonb;
    v_document jsonb;
begin
    v_result := jsonb_set(
        test.sample_inference(2, 2), '{boxes,0}', test.sample_inference(1, 1) #> '{boxes,0}'
        || '{"label": "Avena fatva", "topN": [{"label": "099 Avena fatva", "score": 0.9}]}'
    );
    foreach v_user in array array[
        test.add_user('a@example.org'), test.add_user('b@example.org')
    ] loop
        v_document := nachet.register_inference(
            v_user, v_user, test.add_picture(
                v_user, null, '{"seed_name": "Avena fatva"}'
            ), v_result,
            jsonb_build_object('pipeline', test.add_pipeline())
        );
        perform nachet.verify_seed(
            v_user, v_user, (v_document ->> 'inference_id')::uuid, test.feedback(v_document, 0)
        );
    end loop;
    v_id := nachet.resolve_seed('Avena fatva') ->> 'seed_id';
    perform nachet.add_seed_alias(v_admin, v_id, 'wild oat');

    assert nachet.merge_seeds(v_admin, v_id, v_into) -> 'aliases' = '["Avena fatva", "wild oat"]';
    assert (
        select array_agg(distinct so.container_id) from nachet.seed_object as so
        where so.seed_id = v_into
    ) = (select array_agg(distinct so.container_id) from nachet.seed_object as so);
    assert not exists (select from nachet.seed_object as so where so.seed_id = v_id);
    assert (select array_agg(vo.seed_id) from nachet.verified_object as vo) = array[v_into, v_into];
    assert (select array_agg(ps.seed_id) from nachet.picture_seed as ps) = array[v_into, v_into];
    assert nachet.get_inference(
        v_user, v_user, (v_document ->> 'inference_id')::uuid
    ) #>> '{boxes,0,label}'
        = 'Avena sativa';
    assert v_document #>> '{boxes,0,topN,0,label}' = nachet.get_inference(
        v_user, v_user, (v_document ->> 'inference_id')::uuid
    ) #>> '{boxes,0,topN,0,label}', 'the label comes back as sent';
    assert nachet.get_object_history(
        v_user, v_user, (v_document #>> '{boxes,0,box_id}')::uuid
    ) #>> '{0,after,label}'
        = 'Avena sativa';
end
$test$;
