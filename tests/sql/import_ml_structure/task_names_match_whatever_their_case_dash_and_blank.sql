do $test$
declare
    r record;
    v_task text;
begin
    select * into r from test.import_ml_structure();
    foreach v_task in array array[
        'object-detection', 'Object  Detection', 'OBJECT_DETECTION', 'objectdetection'
    ] loop
        perform nachet.import_ml_structure(
            r.admin_id, jsonb_set(test.ml_structure(), '{models,1,task}', to_jsonb(v_task))
        );
        assert (select m.task_id from nachet.model as m where m.name = 'detector') = 1, v_task;
    end loop;
    assert (select array_agg(t.name order by t.id) from nachet.task as t)
        = array['Object Detection', 'Classification', 'Segmentation'];
end
$test$;
