do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.import_ml_structure();
    v_answer := nachet.get_ml_structure(r.admin_id);
    assert v_answer - array['pipelines', 'models'] = '{"version": "0.1.4"}';
    assert (
        select jsonb_agg(p.value - 'pipeline_id' order by p.n)
        from jsonb_array_elements(v_answer -> 'pipelines') with ordinality as p (value, n)
    ) = jsonb_set(test.ml_structure() -> 'pipelines', '{1,default}', 'false');
    assert jsonb_path_query_array(v_answer, '$.pipelines[*].pipeline_id')
        = jsonb_build_array(test.pipeline_id('Swin'), test.pipeline_id('Six seeds'));
    assert (
        select jsonb_agg(m.value - 'model_id' order by m.value ->> 'model_name')
        from jsonb_array_elements(v_answer -> 'models') as m
    ) = (
        select jsonb_agg(m.value order by m.value ->> 'model_name')
        from jsonb_array_elements(test.ml_structure() -> 'models') as m
    );
    assert jsonb_path_query_first(v_answer, '$.models[*] ? (@.model_name == "six").model_id')
        = to_jsonb(test.model_id('six'));
end
$test$;
