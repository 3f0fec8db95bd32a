do $test$
declare
    r record;
    v_readers uuid[];
    v_answer jsonb;
begin
    select * into r from test.register(0, 0);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    -- Nobody counts twice.
    for v_n in 1 .. 2 loop
        v_answer := nachet.verify_seed(v_readers[1], r.user_id, r.inference_id, '[]');
        assert v_answer -> 'inference_verified' = 'false', v_answer;
        assert v_answer -> 'picture_verified' = 'false';
    end loop;
    v_answer := nachet.verify_seed(v_readers[2], r.user_id, r.inference_id, '[]');
    assert v_answer -> 'picture_verified' = 'true';
    assert (
        select s.verified_by from nachet.inference_summary as s
        where s.inference_id = r.inference_id
    ) = v_readers[2];
    assert nachet.verify_seed(v_readers[1], r.user_id, r.inference_id, '[]') = v_answer;

    -- The word of who may decide is enough.
    v_answer := test.register_again(
        r.user_id, test.add_picture(r.user_id), test.sample_inference(0, 0)
    );
    assert nachet.verify_seed(
        v_readers[1], r.user_id, (v_answer ->> 'inference_id')::uuid, '[]'
    ) -> 'inference_verified' = 'false';
    assert nachet.verify_seed(
        r.user_id, r.user_id, (v_answer ->> 'inference_id')::uuid, '[]'
    ) -> 'inference_verified' = 'true';

    -- Of a box something is to be said.
    v_answer := test.register_again(
        r.user_id, test.add_picture(r.user_id), test.sample_inference(0, 0)
    );
    perform nachet.verify_seed(
        v_readers[1], r.user_id, (v_answer ->> 'inference_id')::uuid,
        '[{
            "label": "Avena fatua",
            "box": {"topX": 500, "topY": 500, "bottomX": 550, "bottomY": 560}
        }]'
    );
    perform test.raises(
        format(
            'select nachet.verify_seed(%L, %L, %L, %L)', v_readers[2], r.user_id,
            v_answer ->> 'inference_id', '[]'
        ), 'NX205'
    );
end
$test$;
