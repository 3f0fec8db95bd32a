do $test$
declare
    v_user uuid;
    v_upload jsonb;
    v_id uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org');
    v_upload := jsonb_build_array(jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256', repeat('ab', 32)
    ));
    v_id := nachet.register_pictures(v_user, v_user, v_user, v_upload)
    #>> '{0,picture_id}';
    perform test.set_now('2030-01-01 23:59Z');
    assert nachet.settle_reservation(v_user, v_id, false) ->> 'outcome' = 'kept';
    -- Whoever asks for it again is at it anew.
    perform nachet.register_pictures(v_user, v_user, v_user, v_upload);
    perform test.set_now('2030-01-02 00:01Z');
    assert nachet.settle_reservation(v_user, v_id, false) ->> 'outcome' = 'kept';
    assert nachet.settle_reservation(v_user, v_id, false, '{"grace_seconds": 60}') ->> 'outcome'
        = 'removed';
end
$test$;
