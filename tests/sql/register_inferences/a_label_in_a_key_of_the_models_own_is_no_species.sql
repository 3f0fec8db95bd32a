do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_picture_id uuid;
    v_box constant jsonb := jsonb_set(
        test.sample_inference(1, 1) #> '{boxes,0}', '{crop}',
        '{"label": "Rubbish one", "guesses": [{"label": "Rubbish two"}]}'
    );
begin
    perform test.add_pipeline();
    v_picture_id := test.add_picture(v_user_id);
    perform nachet.register_inferences(v_user_id, v_user_id, jsonb_build_array(jsonb_build_object(
        'picture_id', v_picture_id, 'pipeline', 'Swin transformer',
        'result', jsonb_set(test.sample_inference(1, 1), '{boxes,0}', v_box)
    )));
    assert not exists (select from nachet_data.seed as s where s.name like 'Rubbish%');
    assert exists (
        select from nachet_data.seed as s
        where s.name = v_box ->> 'label' or s.name = v_box #>> '{topN,0,label}'
    );
end
$test$;
