do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_sample constant uuid := nachet.create_sample(v_user, v_user, 'S') ->> 'sample_id';
    v_set constant uuid := nachet.create_picture_set(
        v_user, v_user, jsonb_build_object('sample_id', v_sample)
    ) ->> 'picture_set_id';
    v_report constant uuid := nachet.issue_report(v_user, v_user, v_sample) ->> 'report_id';
    v_case record;
begin
    for v_case in
        select * from (values
            (jsonb_build_object('new_report_id', v_report), 'NX108'),
            ('{"regulated_list": "none"}', 'NX081'),
            ('{"number": "8"}', 'NX210')
        ) as c (options, code)
    loop
        perform test.raises(
            format(
                'select nachet.amend_report(%1$L, %1$L, %2$L, %3$L, %4$L)', v_user, v_report,
                'why', v_case.options
            ),
            v_case.code
        );
    end loop;
    perform test.add_picture(v_user, v_set);
    assert test.raises(
        format('select nachet.amend_report(%1$L, %1$L, %2$L, %3$L)', v_user, v_report, 'why'),
        'NX182'
    ) @> '{"nb_unverified": 1}';
    perform nachet.amend_report(v_user, v_user, v_report, 'why', '{"allow_open": true}');
end
$test$;
