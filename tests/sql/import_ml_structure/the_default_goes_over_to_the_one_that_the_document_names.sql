do $test$
declare
    r record;
    v_structure jsonb := test.ml_structure();
    v_another jsonb;
begin
    select * into r from test.import_ml_structure();
    v_structure := jsonb_set(
        v_structure, '{pipelines,1,default}', 'true'
    ) #- '{pipelines,0,default}';
    assert nachet.import_ml_structure(r.admin_id, v_structure) #> '{pipelines,updated}' = '2';
    assert (select array_agg(p.name) from nachet.pipeline as p where p.is_default)
        = array['Six seeds'];
    -- Nothing said: it stays.
    v_structure := v_structure #- '{pipelines,1,default}';
    assert nachet.import_ml_structure(r.admin_id, v_structure) #> '{pipelines,updated}' = '0';
    assert (select array_agg(p.name) from nachet.pipeline as p where p.is_default)
        = array['Six seeds'];
    -- Also from one that the document does not have.
    v_another := '{
        "pipelines": [{"pipeline_name": "Another", "models": ["six"], "default": true}]
    }';
    perform nachet.import_ml_structure(r.admin_id, v_another);
    assert (select array_agg(p.name) from nachet.pipeline as p where p.is_default)
        = array['Another'];
    -- Taken away: nobody's.
    perform nachet.import_ml_structure(
        r.admin_id, jsonb_set(v_another, '{pipelines,0,default}', 'false')
    );
    assert not exists (select from nachet.pipeline as p where p.is_default);
end
$test$;
