do $test$
declare
    r record;
    v_rows text;
begin
    perform test.set_now('2030-01-01Z');
    select * into r from test.import_ml_structure();
    v_rows := (
        select string_agg(t.row::text, ' ' order by t.row::text)
        from (
            select to_jsonb(x) as row from nachet_data.model as x
            union all select to_jsonb(x) from nachet_data.model_version as x
            union all select to_jsonb(x) from nachet_data.model_secret as x
            union all select to_jsonb(x) from nachet_data.pipeline as x
            union all select to_jsonb(x) from nachet_data.pipeline_model as x
            union all select to_jsonb(x) from nachet_data.ml_structure as x
        ) as t
    );
    perform test.set_now('2030-01-02Z');
    assert nachet.import_ml_structure(r.admin_id, test.ml_structure()) = '{
        "models": {"added": 0, "updated": 0, "unchanged": 3},
        "versions": {"added": 0, "updated": 0, "unchanged": 3},
        "pipelines": {"added": 0, "updated": 0, "unchanged": 2}
    }';
    assert v_rows = (
        select string_agg(t.row::text, ' ' order by t.row::text)
        from (
            select to_jsonb(x) as row from nachet_data.model as x
            union all select to_jsonb(x) from nachet_data.model_version as x
            union all select to_jsonb(x) from nachet_data.model_secret as x
            union all select to_jsonb(x) from nachet_data.pipeline as x
            union all select to_jsonb(x) from nachet_data.pipeline_model as x
            union all select to_jsonb(x) from nachet_data.ml_structure as x
        ) as t
    );
end
$test$;
