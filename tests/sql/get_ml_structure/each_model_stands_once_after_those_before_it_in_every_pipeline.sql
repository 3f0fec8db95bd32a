do $test$
declare
    r record;
    v_names jsonb;
    v_broken text;
begin
    select * into r from test.import_ml_structure();
    assert jsonb_path_query_array(nachet.get_ml_structure(r.admin_id), '$.models[*].model_name')
        = '["detector", "swin", "six"]';
    -- A chain whose models come in the opposite order, and another that crosses it.
    perform nachet.import_ml_structure(r.admin_id, jsonb_build_object(
        'pipelines', '[
            {"pipeline_name": "Long", "models": ["m5", "m4", "m3", "m2", "m1"]},
            {"pipeline_name": "Across", "models": ["m5", "m2", "detector", "m1", "six"]}
        ]'::jsonb,
        'models', (
            select jsonb_agg(
                jsonb_build_object('model_name', 'm' || n.n, 'task', 'Segmentation', 'version', 1)
                order by n.n
            )
            from generate_series(1, 5) as n (n)
        )
    ));
    v_names := jsonb_path_query_array(
        nachet.get_ml_structure(r.admin_id), '$.models[*].model_name'
    );
    assert jsonb_array_length(v_names) = 8;
    select string_agg(mb.name || ' after ' || ma.name, ', ') into v_broken
    from nachet.pipeline_model as b
    inner join nachet.pipeline_model as a
        on b.pipeline_id = a.pipeline_id and b.position < a.position
    inner join nachet.model as mb on b.model_id = mb.id
    inner join nachet.model as ma on a.model_id = ma.id
    inner join jsonb_array_elements_text(v_names) with ordinality as pb (name, n)
        on mb.name = pb.name
    inner join jsonb_array_elements_text(v_names) with ordinality as pa (name, n)
        on ma.name = pa.name
    where pb.n > pa.n;
    assert v_broken is null, v_broken;
end
$test$;
