do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_look jsonb;
    v_late jsonb;
    v_delete jsonb;
begin
    delete from nachet_data.blob_task;
    perform nachet.delete_pictures(v_user, v_user, array[test.add_picture(v_user)]);
    perform nachet.purge_trash('infinity', '{"limit": 10}');
    v_late := nachet.claim_blob_tasks('{"limit": 10, "lease_seconds": 0}');
    v_look := nachet.claim_blob_tasks('{"limit": 10}');
    assert v_look #>> '{0,content}' is null;
    assert nachet.complete_blob_tasks(v_user, test.done(v_late)) = '[]', 'its claim is over';
    v_delete := nachet.complete_blob_tasks(v_user, test.done(v_look));
    assert (v_delete -> 0) @> '{"kind": "delete_blob", "content": {"etag": "e"}}';
    assert v_delete #> '{0,blob_name}' = v_look #> '{0,blob_name}';
    assert nachet.complete_blob_task(v_user, (v_delete #>> '{0,task_id}')::uuid) = '[]';
    assert not exists (select from nachet_data.blob_task);
end
$test$;
