do $test$
declare
    r record;
    v_id uuid;
    v_answer jsonb;
begin
    select * into r from test.import_ml_structure();
    v_id := test.pipeline_id('Swin');
    v_answer := nachet.rename_pipeline(r.admin_id, v_id, ' Swin  B ', '{"reason": "larger"}');
    assert v_answer ->> 'pipeline_name' = 'Swin  B' and v_answer ->> 'pipeline_id' = v_id::text;
    assert nachet.rename_pipeline(r.admin_id, v_id, 'Swin  B') = v_answer;
    assert nachet.get_pipeline_for(r.admin_id) ->> 'pipeline_name' = 'Swin  B';
    assert nachet.list_pipelines(r.admin_id) #>> '{0,pipeline_name}' = 'Swin  B';
    assert test.raises(
        format('select nachet.rename_pipeline(%L, %L, %L)', r.admin_id, v_id, 'SIX SEEDS'),
        'NX170'
    ) ->> 'pipeline_name' = 'SIX SEEDS';
    assert nachet.rename_pipeline(r.admin_id, v_id, 'swin  b') ->> 'pipeline_name' = 'swin  b',
        'its own name may change its case';
    assert (
        select jsonb_agg(jsonb_build_array(a.entity_id = v_id, a.after, a.reason) order by a.id)
        from nachet.act as a
        where a.act = 'rename_pipeline' and a.entity = 'pipeline'
    ) = '[
        [true, {"pipeline_name": "Swin  B", "model_name": "Swin  B"}, "larger"],
        [true, {"pipeline_name": "swin  b", "model_name": "swin  b"}, ""]
    ]';
end
$test$;
