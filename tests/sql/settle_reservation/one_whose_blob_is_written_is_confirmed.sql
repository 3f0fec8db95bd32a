do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := test.reserve_picture(v_user);
    v_now constant jsonb := '{"grace_seconds": 0}';
begin
    assert nachet.settle_reservation(v_user, v_id, true, v_now)
        = '{"outcome": "confirmed", "blob_tasks": []}';
    assert nachet.get_picture(v_user, v_user, v_id) ->> 'picture_id' = v_id::text;
    assert nachet.settle_reservation(v_user, v_id, false, v_now) ->> 'outcome' = 'kept';
    perform test.raises(
        format('select nachet.settle_reservation(%1$L, %1$L, true, %2$L)', v_user, '{"etag": 1}'),
        'NX210'
    );
end
$test$;
