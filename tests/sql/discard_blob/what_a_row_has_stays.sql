do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
    v_trashed constant uuid := test.add_picture(v_user);
    v_name text;
begin
    perform nachet.delete_pictures(v_user, v_user, array[v_trashed]);
    delete from nachet_data.blob_task;
    foreach v_name in array array[v_picture || '.png', v_trashed || '.png', v_user || '.json'] loop
        assert nachet.discard_blob(v_user, v_user || '/' || v_name, 'e') = '{"blob_tasks": []}';
    end loop;
    assert not exists (select from nachet_data.blob_task);
    -- In the trash it is to be had back; once purged it is not.
    perform nachet.purge_trash('infinity', '{"limit": 10}');
    delete from nachet_data.blob_task;
    assert jsonb_array_length(
        nachet.discard_blob(v_user, v_user || '/' || v_trashed || '.png', 'e') -> 'blob_tasks'
    ) = 1;
end
$test$;
