do $test$
declare
    r record;
    v_structure jsonb := test.ml_structure();
begin
    select * into r from test.import_ml_structure();
    v_structure := jsonb_set(v_structure, '{models,0,task}', '"Key-point detection"');
    v_structure := jsonb_set(v_structure, '{models,1,task}', '"keypoint Detection"');
    perform nachet.import_ml_structure(r.admin_id, v_structure);
    assert (select array_agg((t.id, t.name)::text) from nachet.task as t where t.id > 3)
        = array[(4, 'Key-point detection')::text];
    assert (select array_agg(m.task_id order by m.name) from nachet.model as m)
        = array[4, 2, 4]::smallint[];
end
$test$;
