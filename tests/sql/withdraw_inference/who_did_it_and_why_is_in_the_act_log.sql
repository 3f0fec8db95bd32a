do $test$
declare
    r record;
begin
    select * into r from test.register(1, 1);
    for v_n in 1..2 loop
        perform nachet.withdraw_inference(
            r.user_id, r.user_id, r.inference_id, '{"reason": "The wrong pipeline."}'
        );
    end loop;
    for v_n in 1..2 loop
        perform nachet.reinstate_inference(
            r.user_id, r.user_id, r.inference_id, '{"reason": "It was right."}'
        );
    end loop;
    assert (
        select jsonb_agg(
            jsonb_build_array(
                a.act, a.entity, a.reason, a.before -> 'withdrawn_by', a.after -> 'withdrawn_by'
            )
            order by a.id
        )
        from nachet.act as a
        where a.entity_id = r.inference_id and a.container_id = r.user_id
    ) = format('[
        ["withdraw_inference", "inference", "The wrong pipeline.", null, "%1$s"],
        ["reinstate_inference", "inference", "It was right.", "%1$s", null]
    ]', r.user_id)::jsonb;
end
$test$;
