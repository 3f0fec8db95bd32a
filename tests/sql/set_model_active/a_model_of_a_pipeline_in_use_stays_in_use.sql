do $test$
declare
    r record;
begin
    select * into r from test.import_ml_structure();
    assert test.raises(
        format(
            'select nachet.set_model_active(%L, %L, false)', r.admin_id, test.model_id('detector')
        ), 'NX116'
    ) = jsonb_build_object(
        'model_id', test.model_id('detector'), 'pipelines', '["Six seeds", "Swin"]'::jsonb
    );
    assert nachet.set_model_active(r.admin_id, test.model_id('detector'), true) -> 'active'
        = 'true';
end
$test$;
