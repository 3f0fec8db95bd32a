do $test$
declare
    v_other constant uuid := test.add_user('other@example.org');
    v_group constant uuid := test.add_group(v_other, 'Readers', 'write');
    r record;
    v_boxes jsonb;
    v_answer jsonb;
    v_wrong text;
begin
    select * into r from test.register(2, 5);
    perform test.add_member(v_other, v_group, r.user_id);
    perform nachet.share_container(r.user_id, r.user_id, v_group);
    v_boxes := test.feedback(
        r.document, 0, '{"label": "Avena fatua", "classId": "", "qualifier": " cf. "}'
    ) || test.feedback(r.document, 1, '{"qualifier": ""}');
    v_answer := nachet.verify_seed(r.user_id, r.user_id, r.inference_id, v_boxes);
    assert v_answer -> 'picture_verified' = 'true', 'settled all the same';
    assert (
        select array_agg((s.state, s.qualifier)::text order by s.top_x) from nachet.specimen as s
    ) = array['(settled,cf.)', '(settled,)'];
    assert (
        select array_agg(v.seed_name) from nachet.verified_object as v where v.qualifier = 'cf.'
    ) = array['Avena fatua'];
    assert (select count(*) from nachet.verified_object as v where v.qualifier is null) = 1;
    assert nachet.verify_seed(r.user_id, r.user_id, r.inference_id, v_boxes) #> '{boxes,0,act}'
        = 'null', 'said already';

    -- Who agrees without a doubt agrees with the species; the specimen stays doubted.
    perform nachet.verify_seed(v_other, r.user_id, r.inference_id, test.feedback(r.document, 0));
    assert (
        select array_agg(d.qualifier order by d.id)
        from nachet.identification as d
        where d.object_id = (r.document #>> '{boxes,0,box_id}')::uuid
    ) = array['cf.', null];
    assert (select count(*) from nachet.specimen as s where s.qualifier = 'cf.') = 1;
    -- Another doubt is another identification, and changes the specimen as little.
    v_answer := nachet.verify_seed(
        v_other, r.user_id, r.inference_id, test.feedback(r.document, 0, '{"qualifier": "?"}')
    );
    assert v_answer #>> '{boxes,0,act}' = 'confirm';
    assert jsonb_path_query_array(
        nachet.get_object_history(
            r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
        ), '$[*].qualifier'
    ) = '["cf.", null, "?"]';
    assert (select count(*) from nachet.specimen as s where s.qualifier = 'cf.') = 1;

    -- A correction says it anew.
    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
    );
    assert not exists (select from nachet.specimen as s where s.qualifier is not null);
    perform nachet.verify_seed(
        v_other, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "Avena fatua", "classId": ""}')
    );
    assert not exists (select from nachet.specimen as s where s.qualifier is not null);

    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
    );
    foreach v_wrong in array array['7', '["cf."]', format('"%s"', repeat('x', 33))] loop
        assert test.raises(
            format(
                'select nachet.verify_seed(%L, %L, %L, %L)', r.user_id, r.user_id, r.inference_id,
                test.feedback(r.document, 0, format('{"qualifier": %s}', v_wrong)::jsonb)
            ), 'NX205'
        ) ->> 'place' = 'boxes[0].qualifier', v_wrong;
    end loop;
    -- An added seed may be doubted, too.
    v_answer := nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id, jsonb_build_array(jsonb_build_object(
            'boxId', '', 'label', 'Avena fatua', 'qualifier', repeat('x', 32),
            'box', '{"topX": 500, "topY": 500, "bottomX": 530, "bottomY": 530}'::jsonb
        ))
    );
    assert (select s.qualifier from nachet.specimen as s where s.top_x = 500) = repeat('x', 32);
end
$test$;
