do $test$
declare
    v_admin uuid;
begin
    select i.admin_id into v_admin from test.import_ml_structure() as i;
    perform nachet.create_dataset(v_admin, 'Training', '{}');
    perform nachet.set_training_dataset(v_admin, test.model_id('swin'), '1', 'training');
    perform test.raises(
        format('select nachet.delete_dataset(%L, ''training'')', v_admin), 'NX162'
    );
    perform nachet.delete_dataset(v_admin, 'training', '{"include_models": true}');
    assert not exists (select from nachet.model_version as v where v.dataset_id is not null);
end
$test$;
