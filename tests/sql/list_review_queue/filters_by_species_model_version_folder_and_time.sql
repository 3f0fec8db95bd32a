do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_folder constant uuid := (
        nachet.create_picture_set(v_user, v_user, '{"name": "Field 7"}') ->> 'picture_set_id'
    )::uuid;
    v_document jsonb;
    v_other jsonb;
    v_version_id uuid;
    v_filter jsonb;
begin
    perform test.import_ml_structure();
    select v.id into v_version_id
    from nachet.model_version as v
    where v.model_id = test.model_id('swin');
    v_document := nachet.register_inference(
        v_user, v_user, test.add_picture(v_user, v_folder),
        test.sample_inference(2, 1) || '{"models": [{"name": "swin", "version": "1"}]}',
        jsonb_build_object('pipeline', 'Swin')
    );
    v_other := nachet.register_inference(
        v_user, v_user, test.add_picture(v_user),
        '{"boxes": [{
            "box": {"topX": 1, "topY": 1, "bottomX": 2, "bottomY": 2}, "label": "Avena fatua",
            "score": 0.4
        }], "models": [{"name": "detector", "version": "1"}]}',
        jsonb_build_object('pipeline', 'Swin')
    );
    update nachet_data.picture as p
    set upload_date = '2026-03-01Z'
    where p.id = (v_document ->> 'picture_id')::uuid or p.picture_set_id = v_folder;
    for v_filter in
        select f.value
        from jsonb_array_elements(jsonb_build_array(
            jsonb_build_object('model_version_id', v_version_id, 'seed_id', null),
            jsonb_build_object('picture_set_id', v_folder),
            '{"uploaded_to": "2026-03-02"}'::jsonb,
            '{"uploaded_from": "2026-03-01T00:00Z", "uploaded_to": "2026-03-01T00:00:01Z"}'::jsonb
        )) as f
    loop
        assert jsonb_path_query_array(
            nachet.list_review_queue(v_user, v_user, v_filter), '$.items[*].inference_id'
        ) = jsonb_build_array(v_document -> 'inference_id', v_document -> 'inference_id'), v_filter;
    end loop;
    v_filter := jsonb_build_object(
        'seed_id', nachet.resolve_seed('Avena fatua') -> 'seed_id', 'picture_set_id', v_user,
        'uploaded_from', '2026-03-02'
    );
    assert jsonb_path_query_array(
        nachet.list_review_queue(v_user, v_user, v_filter), '$.items[*].inference_id'
    ) = jsonb_build_array(v_other -> 'inference_id');
    assert nachet.list_review_queue(v_user, v_user, v_filter || '{"uploaded_to": "2026-03-01"}')
        = '{"items": [], "next": null}';
    -- What was reviewed and reopened is filtered as well.
    perform test.say(v_user, v_user, v_other, 0);
    perform nachet.reopen_object(v_user, v_user, (v_other #>> '{boxes,0,box_id}')::uuid);
    assert jsonb_path_query_array(
        nachet.list_review_queue(v_user, v_user, v_filter), '$.items[*].inference_id'
    ) = jsonb_build_array(v_other -> 'inference_id');
    assert nachet.list_review_queue(
        v_user, v_user,
        jsonb_build_object('model_version_id', v_version_id, 'seed_id', v_filter -> 'seed_id')
    ) = '{"items": [], "next": null}';
end
$test$;
