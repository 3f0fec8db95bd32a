do $test$
declare
    r record;
    v_answer jsonb;
begin
    select * into r from test.register(0, 0);
    assert not (select i.verified from nachet_data.inference as i where i.id = r.inference_id);
    v_answer := nachet.verify_seed(r.user_id, r.user_id, r.inference_id, '[]');
    assert v_answer = jsonb_build_object(
        'inference_id', r.inference_id, 'picture_id', r.picture_id,
        'inference_verified', true, 'picture_verified', true, 'boxes', '[]'::jsonb
    );
    assert (
        select s.verified_by from nachet.inference_summary as s
        where s.inference_id = r.inference_id
    ) = r.user_id;
    assert nachet.verify_seed(r.user_id, r.user_id, r.inference_id, '[]') = v_answer, 'again';

    select * into r from test.register(2, 1);
    perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, test.feedback(r.document, 0));
    assert test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id, '[]'
        ), 'NX205'
    ) = '{"place": "boxes"}', 'of a box that is left something is to be said';
end
$test$;
