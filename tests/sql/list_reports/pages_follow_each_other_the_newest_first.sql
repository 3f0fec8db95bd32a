do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_one constant uuid := nachet.create_sample(v_user, v_user, 'S') ->> 'sample_id';
    v_two constant uuid := nachet.create_sample(v_user, v_user, 'T') ->> 'sample_id';
    v_ids uuid[];
    v_page jsonb;
begin
    v_ids := array[(nachet.issue_report(v_user, v_user, v_one) ->> 'report_id')::uuid];
    v_ids := v_ids || (nachet.issue_report(v_user, v_user, v_two) ->> 'report_id')::uuid;
    v_ids := v_ids || (
        nachet.amend_report(v_user, v_user, v_ids[1], 'why') ->> 'report_id'
    )::uuid;
    v_page := nachet.list_reports(v_user, v_user, '{"limit": 2}');
    assert v_page -> 'next' = to_jsonb(v_ids[2]);
    assert v_page #> '{items,0,report_id}' = to_jsonb(v_ids[3]);
    v_page := nachet.list_reports(
        v_user, v_user, jsonb_build_object('limit', 2, 'after', v_ids[2])
    );
    assert v_page #> '{items,0,report_id}' = to_jsonb(v_ids[1]) and v_page -> 'next' = 'null';
    assert v_page #> '{items,0,superseded_by}' = to_jsonb(v_ids[3]);
    v_page := nachet.list_reports(v_user, v_user, jsonb_build_object('sample_id', v_two));
    assert jsonb_path_query_array(v_page, '$.items[*].report_id') = jsonb_build_array(v_ids[2]);
    v_page := nachet.list_reports(v_user, v_user, '{"number": "S/1"}');
    assert jsonb_path_query_array(v_page, '$.items[*].version') = '[2, 1]';
    perform test.raises(
        format('select nachet.list_reports(%1$L, %1$L, %2$L)', v_user, '{"sample": 1}'), 'NX210'
    );
end
$test$;
