do $test$
declare
    r record;
begin
    select * into r from test.import_ml_structure();
    perform nachet.import_ml_structure(
        r.admin_id, jsonb_set(test.ml_structure(), '{models,0,version}', '5')
    );
    assert nachet.import_ml_structure(
        r.admin_id, jsonb_set(test.ml_structure(), '{models,0,version}', '"5"')
    ) #> '{versions,added}' = '0';
    assert (
        select array_agg(v.version order by v.version) from nachet.model_version as v
        where v.model_id = test.model_id('swin')
    ) = array['1', '5'];
end
$test$;
