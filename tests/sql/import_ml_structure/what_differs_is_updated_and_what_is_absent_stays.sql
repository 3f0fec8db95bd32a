do $test$
declare
    r record;
    v_answer jsonb;
    v_swin uuid;
begin
    perform test.set_now('2030-01-01Z');
    select * into r from test.import_ml_structure();
    v_swin := test.pipeline_id('Swin');
    perform test.set_now('2030-01-02Z');
    v_answer := nachet.import_ml_structure(r.admin_id, '{
        "pipelines": [
            {"model_name": "Swin", "models": ["swin", "detector", "swin"], "note": "reversed"}
        ],
        "models": [{"model_name": "swin", "task": "Segmentation", "version": "1"}]
    }');
    assert v_answer = '{
        "models": {"added": 0, "updated": 1, "unchanged": 0},
        "versions": {"added": 0, "updated": 1, "unchanged": 0},
        "pipelines": {"added": 0, "updated": 1, "unchanged": 0}
    }';
    assert (
        select array_agg(m.name order by pm.position)
        from nachet.pipeline_model as pm
        inner join nachet.model as m on pm.model_id = m.id
        where pm.pipeline_id = v_swin
    ) = array['swin', 'detector', 'swin'];
    assert (select p.data from nachet.pipeline as p where p.id = v_swin) = '{"note": "reversed"}';
    assert (select p.updated_at from nachet_data.pipeline as p where p.id = v_swin) = '2030-01-02Z';
    assert (
        select array_agg((m.name, m.updated_at)::text order by m.name) from nachet_data.model as m
        where m.name <> 'six'
    ) = array[('detector', '2030-01-01Z'::timestamptz)::text,
    ('swin', '2030-01-02Z'::timestamptz)::text];
    assert (select array_agg(p.name order by p.name) from nachet.pipeline as p)
        = array['Six seeds', 'Swin'];
end
$test$;
