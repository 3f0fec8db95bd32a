do $test$
declare
    r record;
begin
    select * into r from test.import_ml_structure();
    assert r.answer = '{
        "models": {"added": 3, "updated": 0, "unchanged": 0},
        "versions": {"added": 3, "updated": 0, "unchanged": 0},
        "pipelines": {"added": 2, "updated": 0, "unchanged": 0}
    }';
    assert (
        select array_agg(
            (p.name, p.is_default, p.active, m.name, pm.position)::text order by p.name, pm.position
        )
        from nachet.pipeline as p
        inner join nachet.pipeline_model as pm on p.id = pm.pipeline_id
        inner join nachet.model as m on pm.model_id = m.id
    ) = array[
        ('Six seeds', false, true, 'detector', 1)::text, ('Six seeds', false, true, 'six', 2)::text,
        ('Swin', true, true, 'detector', 1)::text, ('Swin', true, true, 'swin', 2)::text
    ];
    assert (
        select array_agg((m.name, m.endpoint_name, t.name, v.version)::text order by m.name)
        from nachet.model as m
        inner join nachet.task as t on m.task_id = t.id
        inner join nachet.model_version as v on m.active_version = v.id
    ) = array[
        ('detector', 'detector-endpoint', 'Object Detection', '1')::text,
        ('six', '', 'Classification', '1')::text,
        ('swin', 'swin-endpoint', 'Classification', '1')::text
    ];
end
$test$;
