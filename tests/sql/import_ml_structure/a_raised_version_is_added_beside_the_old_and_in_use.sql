do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.import_ml_structure();
    v_answer := nachet.import_ml_structure(
        r.admin_id, jsonb_set(test.ml_structure(), '{models,0,version}', '"2"')
    );
    assert v_answer -> 'versions' = '{"added": 1, "updated": 0, "unchanged": 2}';
    assert v_answer -> 'models' = '{"added": 0, "updated": 0, "unchanged": 3}';
    assert (
        select array_agg((v.version, v.active)::text order by v.version)
        from nachet_data.model_version as v
        where v.model_id = test.model_id('swin')
    ) = array[('1', false)::text, ('2', true)::text];
    -- An older one that comes again is in use again.
    v_answer := nachet.import_ml_structure(r.admin_id, test.ml_structure());
    assert v_answer -> 'versions' = '{"added": 0, "updated": 1, "unchanged": 2}';
    assert (
        select array_agg(v.version) from nachet_data.model_version as v
        where v.active and v.model_id = test.model_id('swin')
    ) = array['1'];
end
$test$;
