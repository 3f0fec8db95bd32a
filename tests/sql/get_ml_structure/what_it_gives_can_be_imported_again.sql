do $test$
declare
    r record;
    v_user constant uuid := test.add_user('a@example.org');
    v_id uuid;
    v_answer jsonb;
begin
    select * into r from test.import_ml_structure();
    -- The order of the models is the export's own.
    perform nachet.import_ml_structure(r.admin_id, nachet.get_ml_structure(r.admin_id));
    -- Without the secrets too, which stay.
    foreach v_id in array array[r.admin_id, v_user] loop
        v_answer := nachet.get_ml_structure(v_id);
        assert nachet.import_ml_structure(r.admin_id, v_answer) = '{
            "models": {"added": 0, "updated": 0, "unchanged": 3},
            "versions": {"added": 0, "updated": 0, "unchanged": 3},
            "pipelines": {"added": 0, "updated": 0, "unchanged": 2}
        }';
    end loop;
    assert nachet.get_model_secret('swin') ->> 'api_key' = 'swin-key';
end
$test$;
