do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := test.reserve_picture(v_user, '{"seed_name": "Avena fatua"}');
    v_tasks jsonb;
begin
    v_tasks := nachet.settle_reservation(
        v_user, v_id, false, '{"grace_seconds": 0, "etag": "e"}'
    ) -> 'blob_tasks';
    assert jsonb_array_length(v_tasks) = 1;
    assert (v_tasks -> 0) @> jsonb_build_object(
        'kind', 'delete_blob', 'blob_name', v_user || '/' || v_id || '.png',
        'content', '{"etag": "e"}'::jsonb
    );
    assert not exists (select from nachet_data.picture_seed);
end
$test$;
