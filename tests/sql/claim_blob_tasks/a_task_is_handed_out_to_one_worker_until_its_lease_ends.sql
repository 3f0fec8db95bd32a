do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_tasks jsonb;
begin
    assert nachet.claim_blob_tasks('{"limit": 10}') = '[]', 'the creator holds them';
    update nachet_data.blob_task set run_after = now();
    v_tasks := nachet.claim_blob_tasks('{"limit": 10}');
    assert jsonb_array_length(v_tasks) = 2;
    assert nachet.claim_blob_tasks('{"limit": 10}') = '[]';
    perform test.set_now(now() + interval '6 minutes');
    assert jsonb_array_length(nachet.claim_blob_tasks('{"limit": 1}')) = 1;
    perform test.raises($$select nachet.claim_blob_tasks('{"lease_seconds": "x"}')$$, 'NX210');
end
$test$;
