do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_writer constant uuid := test.add_user('b@example.org');
    v_sample constant uuid := nachet.create_sample(v_user, v_user, 'S') ->> 'sample_id';
    v_other constant uuid := nachet.create_sample(v_user, v_user, 'T') ->> 'sample_id';
    v_id constant uuid := gen_random_uuid();
begin
    perform nachet.issue_report(
        v_user, v_user, v_sample, jsonb_build_object('number', '2026-7', 'report_id', v_id)
    );
    assert test.raises(
        format(
            'select nachet.issue_report(%1$L, %1$L, %2$L, %3$L)', v_user, v_other,
            '{"number": " 2026-7"}'
        ),
        'NX185'
    ) = '{"number": "2026-7"}';
    perform test.raises(
        format(
            'select nachet.issue_report(%1$L, %1$L, %2$L, %3$L)', v_user, v_other,
            jsonb_build_object('report_id', v_id)
        ),
        'NX108'
    );
    perform test.raises(
        format(
            'select nachet.issue_report(%1$L, %1$L, %2$L, %3$L)', v_user, v_other,
            '{"number": " "}'
        ),
        'NX210'
    );
    perform test.raises(
        format('select nachet.issue_report(%1$L, %1$L, %2$L)', v_user, gen_random_uuid()), 'NX080'
    );
    perform test.raises(
        format(
            'select nachet.issue_report(%1$L, %1$L, %2$L, %3$L)', v_user, v_sample,
            '{"regulated_list": "none"}'
        ),
        'NX081'
    );
    perform test.raises(
        format(
            'select nachet.issue_report(%1$L, %1$L, %2$L, %3$L)', v_user, v_sample,
            '{"on": "today"}'
        ),
        'NX210'
    );
    perform test.add_member(v_user, test.add_group(v_user, 'Writers', 'write'), v_writer);
    perform nachet.share_container(v_user, v_user, g.id) from nachet."group" as g;
    perform test.raises(
        format('select nachet.issue_report(%L, %L, %L)', v_writer, v_user, v_sample), 'NX301'
    );
end
$test$;
