do $test$
declare
    r record;
    v_structure jsonb := test.ml_structure();
    v_count bigint;
begin
    select * into r from test.import_ml_structure();
    assert (
        select count(*) = 5 and bool_and(a.before is null and a.user_id = r.admin_id)
        from nachet.act as a
        where a.act = 'import_ml_structure'
    ), 'three models and two pipelines are new';
    perform nachet.import_ml_structure(r.admin_id, v_structure);
    select count(*) into v_count from nachet.act as a where a.act = 'import_ml_structure';
    assert v_count = 5, 'what changes nothing leaves no row';

    perform test.set_now(now() + interval '1 hour');
    v_structure := jsonb_set(v_structure, '{models,0,version}', '"2"');
    v_structure := jsonb_set(v_structure, '{models,1,api_key}', '"another-key"');
    v_structure := jsonb_set(v_structure, '{pipelines,1,created_by}', '"somebody"');
    perform nachet.import_ml_structure(r.admin_id, v_structure);
    assert (
        select jsonb_object_agg(coalesce(a.after ->> 'created_by', k.keys), a.entity)
        from nachet.act as a
        cross join lateral (
            select string_agg(j.key, ' ' order by j.key) as keys
            from jsonb_object_keys(a.after) as j (key)
        ) as k
        where a.act = 'import_ml_structure' and a.before is not null
    ) = '{"somebody": "pipeline", "version 1": "model", "version version 2 versions": "model"}';
    assert not exists (
        select from nachet.act as a where concat(a.before, a.after) ~ '-key|https'
    ), 'no secret';
end
$test$;
