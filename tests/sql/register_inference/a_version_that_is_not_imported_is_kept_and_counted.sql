do $test$
declare
    v_admin uuid;
    v_picture uuid;
    v_document jsonb;
    v_answer jsonb;
begin
    perform test.set_now('2030-01-01Z');
    v_admin := (test.import_ml_structure()).admin_id;
    v_picture := test.add_picture(v_admin);
    v_document := jsonb_set(
        test.sample_inference(1, 2), '{models}',
        '[{"name": "detector", "version": 1}, {"name": "swin", "version": "9"}, {"name": "none"}]'
    );
    v_answer := nachet.register_inference(
        v_admin, v_admin, v_picture, v_document, '{"pipeline": "Swin"}'
    );
    assert v_answer - array['boxes', 'inference_id', 'pipeline_id'] = v_document - 'boxes',
        'the same document';
    perform test.set_now('2030-01-02Z');
    perform nachet.register_inference(
        v_admin, v_admin, v_picture, v_document, '{"pipeline": "Swin"}'
    );
    assert (
        select jsonb_agg(to_jsonb(u) order by u.name)
        from (
            select
                v.name, v.version, v.nb_inferences, v.first_date,
                v.last_date - v.first_date as days
            from nachet.unknown_model_version as v
        ) as u
    ) = '[
        {"name": "none", "version": "", "nb_inferences": 2,
            "first_date": "2030-01-01T00:00:00+00:00", "days": "1 day"},
        {"name": "swin", "version": "9", "nb_inferences": 2,
            "first_date": "2030-01-01T00:00:00+00:00", "days": "1 day"}
    ]';
    assert (
        select array_agg(m.model_version_id is null order by m.position)
        from nachet.inference_model as m
        where m.inference_id = (v_answer ->> 'inference_id')::uuid
    ) = array[false, true, true];
    perform nachet.delete_pictures(v_admin, v_admin, array[v_picture]);
    assert not exists (select from nachet.unknown_model_version);
end
$test$;
