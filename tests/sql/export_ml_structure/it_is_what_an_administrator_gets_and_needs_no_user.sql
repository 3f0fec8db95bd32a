do $test$
declare
    r record;
    v_admin jsonb;
begin
    assert nachet.export_ml_structure() = '{"models": [], "pipelines": []}';
    select * into r from test.import_ml_structure();
    v_admin := nachet.get_ml_structure(r.admin_id);
    assert v_admin #>> '{models,0,api_key}' is not null;
    assert nachet.export_ml_structure() = v_admin;
end
$test$;
