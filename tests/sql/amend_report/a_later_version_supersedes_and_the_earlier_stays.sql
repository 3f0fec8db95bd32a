do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_sample constant uuid := nachet.create_sample(v_user, v_user, 'S') ->> 'sample_id';
    v_first jsonb;
    v_before jsonb;
    v_second jsonb;
    v_later jsonb;
    v_id constant uuid := gen_random_uuid();
begin
    v_first := nachet.issue_report(
        v_user, v_user, v_sample,
        '{"regulated_list": "Weed Seeds Order", "on": "2020-05-05", "per_weight": 25}'
    );
    v_before := nachet.get_report(v_user, v_user, (v_first ->> 'report_id')::uuid);
    perform nachet.update_sample(v_user, v_user, v_sample, '{"lot": "L 8"}');
    perform test.raises(
        format(
            'select nachet.amend_report(%1$L, %1$L, %2$L, %3$L)', v_user, v_first ->> 'report_id',
            ' '
        ),
        'NX281'
    );
    v_second := nachet.amend_report(
        v_user, v_user, (v_first ->> 'report_id')::uuid, 'The lot was wrong.',
        jsonb_build_object('new_report_id', v_id)
    );
    assert v_second @> jsonb_build_object(
        'report_id', v_id, 'number', v_first -> 'number', 'version', 2,
        'supersedes', v_first -> 'report_id', 'superseded_by', null,
        'reason', 'The lot was wrong.'
    ), v_second::text;
    assert nachet.amend_report(
        v_user, v_user, (v_first ->> 'report_id')::uuid, 'again',
        jsonb_build_object('new_report_id', v_id)
    ) = v_second;
    assert nachet.get_report(v_user, v_user, (v_first ->> 'report_id')::uuid)
        = v_before || jsonb_build_object('superseded_by', v_id);
    v_later := (nachet.get_report(v_user, v_user, v_id) ->> 'content')::jsonb;
    assert v_later @> '{
        "sample": {"lot": "L 8"}, "reason": "The lot was wrong.",
        "counts": {"per_weight": 25, "regulated_list": {"on": "2020-05-05"}}
    }', v_later::text;
    assert test.raises(
        format(
            'select nachet.amend_report(%1$L, %1$L, %2$L, %3$L)', v_user, v_first ->> 'report_id',
            'once more'
        ),
        'NX183'
    ) @> jsonb_build_object('superseded_by', v_id, 'version', 2);
    assert nachet.amend_report(v_user, v_user, v_id, 'third')
        @> jsonb_build_object('version', 3, 'supersedes', v_id);
    perform test.raises(
        format(
            'select nachet.amend_report(%1$L, %1$L, %2$L, %3$L)', v_user, gen_random_uuid(), 'why'
        ),
        'NX082'
    );
    assert (
        select array_agg(a.reason order by a.id)
        from nachet.act as a
        where a.entity = 'report'
    ) = array['', 'The lot was wrong.', 'third'];
end
$test$;
