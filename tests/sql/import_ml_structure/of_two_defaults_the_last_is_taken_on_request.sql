do $test$
declare
    r record;
    v_two constant jsonb := jsonb_set(test.ml_structure(), '{pipelines,1,default}', 'true');
    v_counts jsonb;
begin
    select * into r from test.import_ml_structure();
    assert test.raises(
        format('select nachet.import_ml_structure(%L, %L)', r.admin_id, v_two), 'NX207'
    ) ->> 'place' = 'pipelines[1].default';
    perform test.raises(
        format(
            'select nachet.import_ml_structure(%L, %L, %L)', r.admin_id, v_two,
            '{"last_default": false}'
        ),
        'NX207'
    );
    perform test.raises(
        format('select nachet.import_ml_structure(%L, %L, %L)', r.admin_id, v_two, '{"last": 1}'),
        'NX210'
    );
    v_counts := nachet.import_ml_structure(r.admin_id, v_two, '{"last_default": true}');
    assert v_counts #> '{pipelines,updated}' = '2';
    assert (select array_agg(p.name) from nachet.pipeline as p where p.is_default)
        = array['Six seeds'];
    v_counts := nachet.import_ml_structure(r.admin_id, v_two, '{"last_default": true}');
    assert v_counts #> '{pipelines,unchanged}' = '2', 'repeated it changes nothing';
    -- One that is not in use cannot be it.
    perform nachet.set_pipeline_active(r.admin_id, test.pipeline_id('Six seeds'), false);
    perform nachet.import_ml_structure(r.admin_id, v_two, '{"last_default": true}');
    assert (select array_agg(p.name) from nachet.pipeline as p where p.is_default)
        = array['Swin'];
end
$test$;
