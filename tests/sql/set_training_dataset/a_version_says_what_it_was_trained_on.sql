do $test$
declare
    v_admin uuid;
    v_id uuid;
    v_model uuid;
    v_detail jsonb;
begin
    select i.admin_id into v_admin from test.import_ml_structure() as i;
    v_model := test.model_id('swin');
    v_id := nachet.create_dataset(v_admin, 'Training', '{}') ->> 'dataset_id';
    assert nachet.set_training_dataset(v_admin, v_model, '1', 'TRAINING') = jsonb_build_object(
        'model_id', v_model, 'version', '1', 'dataset_id', v_id, 'dataset_name', 'Training'
    );
    assert (
        select v.dataset_id = v_id
        from nachet.model_version as v
        inner join nachet.model as m on v.model_id = m.id
        where m.name = 'swin'
    );
    assert nachet.get_dataset(v_admin, v_id::text) -> 'models' = jsonb_build_array(
        jsonb_build_object('model_id', v_model, 'model_name', 'swin', 'version', '1')
    );
    -- An import does not take it away.
    perform nachet.import_ml_structure(v_admin, test.ml_structure());
    assert (select count(*) from nachet_data.model_version as v where v.dataset_id = v_id) = 1;
    v_detail := test.raises(
        format('select nachet.delete_dataset(%L, ''training'')', v_admin), 'NX162'
    );
    assert v_detail -> 'models' = '[{"model_name": "swin", "version": "1"}]', v_detail;
    assert nachet.set_training_dataset(v_admin, v_model, '1', '') -> 'dataset_id' = 'null';
    perform nachet.set_training_dataset(v_admin, v_model, '1', v_id::text);
    assert nachet.delete_dataset(v_admin, 'training', '{"include_models": true}')
        ->> 'dataset_id' = v_id::text;
    assert not exists (
        select from nachet_data.model_version as v where v.dataset_id is not null
    );
    perform test.raises(
        format('select nachet.set_training_dataset(%L, %L, ''9'', '''')', v_admin, v_model), 'NX009'
    );
    perform test.raises(
        format('select nachet.set_training_dataset(%L, %L, ''1'', ''none'')', v_admin, v_model),
        'NX020'
    );
end
$test$;
