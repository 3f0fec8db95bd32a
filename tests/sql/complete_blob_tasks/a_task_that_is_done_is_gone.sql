do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_tasks jsonb;
begin
    update nachet_data.blob_task set run_after = now();
    v_tasks := nachet.claim_blob_tasks('{"limit": 10}');
    assert nachet.complete_blob_tasks(v_user, v_tasks) = '[]';
    assert nachet.complete_blob_tasks(v_user, v_tasks) = '[]', 'again changes nothing';
    assert not exists (select from nachet_data.blob_task);
end
$test$;
