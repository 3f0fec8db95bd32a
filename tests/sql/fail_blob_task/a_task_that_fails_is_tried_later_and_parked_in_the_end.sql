do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_task jsonb;
    v_pauses interval[] := '{}';
begin
    delete from nachet_data.blob_task where kind = 'write_folder';
    for i in 1..20 loop
        update nachet_data.blob_task set run_after = now();
        v_task := nachet.claim_blob_tasks('{"limit": 1}') -> 0;
        perform nachet.fail_blob_task(v_user, (v_task ->> 'task_id')::uuid, 'someone else', 'no');
        perform nachet.fail_blob_task(
            v_user, (v_task ->> 'task_id')::uuid, v_task ->> 'claim', 'the store is away'
        );
        v_pauses := v_pauses || (select t.run_after - now() from nachet_data.blob_task as t);
    end loop;
    assert v_pauses[1] < v_pauses[2] and v_pauses[20] <= interval '1 hour';
    assert (select t.parked from nachet_data.blob_task as t);
    update nachet_data.blob_task set run_after = now();
    assert nachet.claim_blob_tasks('{"limit": 1}') = '[]';
    assert (select b.nb_parked from nachet.blob_backlog as b) = 1;
    assert (select b.last_error from nachet.blob_backlog as b) = 'the store is away';
end
$test$;
