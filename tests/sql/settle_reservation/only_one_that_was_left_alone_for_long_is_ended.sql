do $test$
declare
    v_user uuid;
    v_id uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_user := test.add_user('a@example.org');
    v_id := test.reserve_picture(v_user);
    perform test.set_now('2030-01-01 23:59Z');
    assert nachet.settle_reservation(v_user, v_id, false) ->> 'outcome' = 'kept';
    assert nachet.settle_reservation(v_user, v_id, true) ->> 'outcome' = 'kept';
    perform test.set_now('2030-01-02Z');
    assert nachet.settle_reservation(v_user, v_id, false, '{"grace_seconds": 90000}') ->> 'outcome'
        = 'kept';
    assert nachet.settle_reservation(v_user, v_id, false)
        = '{"outcome": "removed", "blob_tasks": []}';
    assert not exists (select from nachet_data.picture);
    assert nachet.settle_reservation(v_user, v_id, false) ->> 'outcome' = 'kept';
    perform test.raises(
        format('select nachet.confirm_pictures(%1$L, %1$L, array[%2$L::uuid])', v_user, v_id),
        'NX004'
    );
end
$test$;
