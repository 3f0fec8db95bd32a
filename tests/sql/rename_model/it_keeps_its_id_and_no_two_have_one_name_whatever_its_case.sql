do $test$
declare
    r record;
    v_id uuid;
    v_answer jsonb;
begin
    select * into r from test.import_ml_structure();
    v_id := test.model_id('swin');
    v_answer := nachet.rename_model(r.admin_id, v_id, ' Swin  B ', '{"reason": "larger"}');
    assert v_answer ->> 'model_name' = 'Swin  B' and v_answer ->> 'model_id' = v_id::text;
    assert nachet.rename_model(r.admin_id, v_id, 'Swin  B') = v_answer;
    assert nachet.get_pipeline_for(r.admin_id) -> 'models' = '["detector", "Swin  B"]';
    assert nachet.get_model_secret('SWIN  b') ->> 'api_key' = 'swin-key';
    assert jsonb_path_exists(
        nachet.get_ml_structure(r.admin_id), '$.models[*] ? (@.model_name == "Swin  B")'
    );
    assert test.raises(
        format('select nachet.rename_model(%L, %L, %L)', r.admin_id, v_id, 'SIX'),
        'NX169'
    ) ->> 'model_name' = 'SIX';
    assert nachet.rename_model(r.admin_id, v_id, 'swin  b') ->> 'model_name' = 'swin  b',
        'its own name may change its case';
    assert (
        select jsonb_agg(jsonb_build_array(a.entity_id = v_id, a.after, a.reason) order by a.id)
        from nachet.act as a
        where a.act = 'rename_model' and a.entity = 'model'
    ) = '[
        [true, {"model_name": "Swin  B"}, "larger"],
        [true, {"model_name": "swin  b"}, ""]
    ]';
end
$test$;
