do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_look jsonb;
begin
    delete from nachet_data.blob_task;
    perform nachet.delete_pictures(v_user, v_user, array[test.add_picture(v_user)]);
    perform nachet.purge_trash('infinity', '{"limit": 10}');
    v_look := nachet.claim_blob_tasks('{"limit": 10}') -> 0;
    assert nachet.complete_blob_task(
        v_user, (v_look ->> 'task_id')::uuid, jsonb_build_object('claim', v_look -> 'claim')
    ) = '[]';
    assert not exists (select from nachet_data.blob_task);
    perform test.raises(
        format('select nachet.complete_blob_task(%1$L, %1$L, %2$L)', v_user, '{"what": 1}'), 'NX210'
    );
end
$test$;
