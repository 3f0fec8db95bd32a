do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
begin
    update nachet_data.blob_task set parked = true, attempts = 20, claimed_by = null;
    assert nachet.retry_blob_tasks(jsonb_build_object('container_id', v_a)) = '{"retried": 2}';
    assert jsonb_array_length(nachet.claim_blob_tasks('{"limit": 10}')) = 2;
    assert nachet.retry_blob_tasks() = '{"retried": 2}';
    assert nachet.retry_blob_tasks() = '{"retried": 0}';
    assert jsonb_array_length(nachet.claim_blob_tasks('{"limit": 10}')) = 2;
    perform test.raises($$select nachet.retry_blob_tasks('{"container_id": 1}')$$, 'NX210');
end
$test$;
