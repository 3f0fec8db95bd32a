do $test$
declare
    r record;
    v_model uuid;
    v_version uuid;
begin
    insert into nachet_data.model (name, task_id)
    values ('seed-detector-1', 1)
    returning id into v_model;
    insert into nachet_data.model_version (model_id, version)
    values (v_model, '1')
    returning id into v_version;
    select * into r from test.register(3, 5);
    assert (
        select array_agg(row(im.position, im.name, im.version, im.model_version_id)::text)
        from nachet_data.inference_model as im
    ) = array[row(1, 'seed-detector-1', '1', v_version)::text];
end
$test$;
