do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    c_known constant jsonb := jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 10, 'sha256', repeat('aa', 32),
        'name', 'a.png'
    );
    v_batch uuid;
    v_options jsonb;
    v_id uuid;
    v_count jsonb;
begin
    v_id := nachet.register_pictures(
        v_user, v_user, v_user, jsonb_build_array(c_known || jsonb_build_object(
            'sha256', repeat('dd', 32)
        ))
    ) #>> '{0,picture_id}';
    perform nachet.confirm_pictures(v_user, v_user, array[v_id]);
    v_batch := nachet.begin_batch(v_user, v_user, v_user, '{"expected": 5}') ->> 'batch_id';
    v_options := jsonb_build_object('batch_id', v_batch);

    -- Two files that are refused, one of them for another reason when it comes again.
    v_count := nachet.record_refusals(v_user, v_user, v_batch, '[
        {"name": "b.png", "code": "EmptyPicture", "message": "no bytes"},
        {"name": "c.png", "code": "NotAPicture", "message": "a text", "detail": {"a": 1}},
        {"name": "b.png", "code": "TruncatedPicture", "message": "half", "sha256": null}]');
    assert v_count @> '{"refused": 2, "stored": 0, "is_complete": false}', v_count;
    assert nachet.get_batch(v_user, v_user, v_batch) #>> '{refusals,0,code}' = 'TruncatedPicture';

    -- One picture, sent three times over; a second file with its bytes; one that was there before.
    for v_round in 1..3 loop
        v_id := nachet.register_pictures(
            v_user, v_user, v_user, jsonb_build_array(
                c_known, c_known || '{"name": "again.png"}',
                c_known || jsonb_build_object('name', 'old.png', 'sha256', repeat('dd', 32))
            ), v_options
        ) #>> '{0,picture_id}';
    end loop;
    v_count := nachet.get_batch(v_user, v_user, v_batch);
    assert v_count @> '{"refused": 2, "stored": 0, "duplicates": 1, "pending": 2}', v_count;
    -- Its blob could not be written; then it could.
    v_count := nachet.record_refusals(v_user, v_user, v_batch, jsonb_build_array(
        jsonb_build_object(
            'name', 'a.png', 'sha256', repeat('aa', 32), 'code', 'StoreError', 'message', 'away'
        )
    ));
    assert v_count @> '{"refused": 3, "pending": 1, "is_complete": false}', v_count;
    perform nachet.confirm_pictures(v_user, v_user, array[v_id]);
    v_count := nachet.get_batch(v_user, v_user, v_batch);
    assert v_count @> '{"refused": 2, "stored": 1, "duplicates": 2, "pending": 0,
        "is_complete": true}', v_count;
    assert jsonb_array_length(v_count -> 'refusals') = 2;

    -- Sent again with good bytes, it is no longer refused.
    v_id := nachet.register_pictures(
        v_user, v_user, v_user, jsonb_build_array(c_known || jsonb_build_object(
            'name', 'c.png', 'sha256', repeat('cc', 32)
        )), v_options
    ) #>> '{0,picture_id}';
    perform nachet.confirm_pictures(v_user, v_user, array[v_id]);
    v_count := nachet.get_batch(v_user, v_user, v_batch);
    assert v_count @> '{"refused": 1, "stored": 2, "duplicates": 2, "is_complete": true}', v_count;
    assert v_count #> '{refusals,0}' @> '{"name": "b.png", "code": "TruncatedPicture",
        "message": "half", "detail": {}, "sha256": null}';

    -- A picture that is deleted permanently leaves the batch; sent again, it is stored again.
    perform nachet.delete_pictures(v_user, v_user, array[v_id]);
    perform nachet.purge_trash(now() + interval '1 day');
    v_count := nachet.get_batch(v_user, v_user, v_batch);
    assert v_count @> '{"refused": 2, "stored": 1}', 'c.png was refused, and nothing else is known';
end
$test$;
