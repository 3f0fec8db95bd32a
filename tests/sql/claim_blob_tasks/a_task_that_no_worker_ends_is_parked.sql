do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
begin
    delete from nachet_data.blob_task where kind = 'write_folder';
    for i in 2..20 loop
        update nachet_data.blob_task set run_after = now();
        assert jsonb_array_length(nachet.claim_blob_tasks('{"limit": 1}')) = 1;
    end loop;
    update nachet_data.blob_task set run_after = now();
    assert nachet.claim_blob_tasks('{"limit": 1}') = '[]';
    assert (
        select t.parked and t.claimed_by is null and t.last_error is not null
        from nachet_data.blob_task as t
    );
end
$test$;
