do $test$
declare
    r record;
    v_result jsonb := test.sample_inference(6, 2);
    v_labels constant text[] := array[
        'Avena fatua', 'Cuscuta gronovii', 'Brassica napus', 'Centaurea maculosa', 'Avena fatua',
        'Cuscuta gronovii'
    ];
    v_admin constant uuid := test.add_user('a@example.org', 'admin');
    v_page jsonb := '{}'::jsonb;
    v_places integer[] := '{}'::integer[];
    v_n integer;
    v_other uuid;
begin
    -- A synonym in the list of a species that is a merged one here.
    v_other := nachet.register_seed(v_admin, 'Centaurea maculosa') ->> 'seed_id';
    select * into r from test.register(0, 0);
    for v_n in 0 .. 5 loop
        v_result := jsonb_set(v_result, array['boxes', v_n::text], jsonb_build_object(
            'label', v_labels[v_n + 1], 'score', 0.6, 'topN', jsonb_build_array(
                jsonb_build_object('label', v_labels[v_n + 1], 'score', 0.6),
                jsonb_build_object('label', 'Solanum nigrum', 'score', v_n * 0.1)
            )
        ) || ((v_result #> array['boxes', v_n::text]) - '{label,score,topN}'::text[]));
    end loop;
    r.document := test.register_again(r.user_id, r.picture_id, v_result);
    perform nachet.merge_seeds(
        v_admin, v_other, (nachet.resolve_seed('Centaurea stoebe') ->> 'seed_id')::uuid
    );
    -- The fourth box is open again: its specimen is asked for.
    perform test.say(r.user_id, r.user_id, r.document, 3);
    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,3,box_id}')::uuid
    );
    loop
        v_page := nachet.list_review_queue(r.user_id, r.user_id, jsonb_build_object(
            'order', 'regulated', 'limit', 2, 'after', v_page -> 'next'
        ));
        v_places := v_places || array(
            select b.n::integer
            from jsonb_array_elements(v_page -> 'items') with ordinality as q (value, m)
            inner join jsonb_array_elements(r.document -> 'boxes') with ordinality as b (value, n)
                on b.value -> 'box_id' = q.value -> 'box_id'
            order by q.m
        );
        exit when v_page -> 'next' = 'null';
        assert v_page #> '{next,regulated}' = to_jsonb(cardinality(v_places) <= 3);
    end loop;
    assert v_places = array[6, 4, 2, 5, 3, 1], v_places::text;
    assert nachet.lease_review_queue(
        r.user_id, r.user_id, '{"order": "regulated", "limit": 1}'
    ) #> '{items,0,box_id}' = r.document #> '{boxes,5,box_id}';
    assert nachet.list_whole_review_queue(r.user_id, '{"order": "regulated", "limit": 1}')
        #> '{items,0,box_id}' = r.document #> '{boxes,5,box_id}';
    perform test.raises(
        format(
            'select nachet.list_review_queue(%1$L, %1$L, %2$L)', r.user_id,
            jsonb_build_object('order', 'regulated', 'after', jsonb_build_object(
                'score', 0, 'box_id', v_other, 'regulated', 'yes'
            ))
        ),
        'NX210'
    );
end
$test$;
