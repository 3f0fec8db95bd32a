do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
begin
    delete from nachet_data.blob_task;
    assert nachet.get_status() -> 'blobs'
        = '{"nb_due": 0, "nb_later": 0, "nb_parked": 0, "oldest": null, "last_error": null}';
    insert into nachet_data.blob_task (
        container_id, kind, blob_container_id, blob_name, run_after, parked, last_error
    )
    values
    (v_user, 'delete_blob', v_user, 'a', now(), false, null),
    (v_user, 'delete_blob', v_user, 'b', now() + interval '1 hour', false, 'away'),
    (v_user, 'delete_blob', v_user, 'c', now(), true, 'refused');
    assert nachet.get_status() -> 'blobs' @> '{
        "nb_due": 1, "nb_later": 1, "nb_parked": 1, "last_error": "refused"
    }';
    assert (nachet.get_status() #>> '{blobs,oldest}')::timestamptz = now();
end
$test$;
