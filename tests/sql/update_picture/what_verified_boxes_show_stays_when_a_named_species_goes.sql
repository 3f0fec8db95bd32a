do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := test.add_picture(v_user, v_user, '{"seed_name": "Secale cereale"}');
    v_admin constant uuid := (test.import_ml_structure()).admin_id;
    v_inference jsonb;
    v_label text;
    v_picture jsonb;
begin
    assert v_admin is not null;
    v_inference := nachet.register_inference(v_user, v_user, v_id, test.sample_inference(2, 3));
    v_label := v_inference #>> '{boxes,0,label}';
    perform nachet.update_picture(
        v_user, v_user, v_id, jsonb_build_object('add_seeds', jsonb_build_array(v_label))
    );
    perform nachet.verify_seed(v_user, v_user, (v_inference ->> 'inference_id')::uuid, (
        select jsonb_agg(jsonb_build_object('boxId', b.value -> 'box_id'))
        from jsonb_array_elements(v_inference -> 'boxes') as b
    ));
    v_picture := nachet.update_picture(v_user, v_user, v_id, jsonb_build_object(
        'remove_seeds', jsonb_build_array('Secale cereale', v_label)
    ));
    assert v_picture -> 'verified' = 'true', 'its inference is';
    assert v_picture -> 'seeds' @> jsonb_build_array(jsonb_build_object(
        'seed_id', nachet.resolve_seed(v_label) -> 'seed_id'
    )), v_picture;
    assert not v_picture -> 'seeds' @> '[{"seed_name": "Secale cereale"}]';

    -- It is known from the boxes alone now: it goes when they are reopened.
    perform nachet.reopen_object(v_user, v_user, (b.value ->> 'box_id')::uuid)
    from jsonb_array_elements(v_inference -> 'boxes') as b;
    assert nachet.get_picture(v_user, v_user, v_id) @> '{"verified": false, "seeds": []}';
end
$test$;
