do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_batch constant uuid := nachet.begin_batch(v_user, v_user, v_id) ->> 'batch_id';
begin
    perform nachet.delete_picture_set(v_user, v_user, v_id, false);
    perform test.raises(
        format(
            'select nachet.record_refusals(%1$L, %1$L, %2$L, %3$L)', v_user, v_batch,
            '[{"name": "a.png", "code": "x", "message": "x"}]'
        ),
        'NX050'
    );
    assert not exists (select from nachet_data.batch_file);
end
$test$;
