do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(
        v_user, null, jsonb_build_object('sha256', repeat('cd', 32))
    );
    v_again uuid;
begin
    perform nachet.delete_pictures(v_user, v_user, array[v_picture]);
    v_again := test.add_picture(v_user, null, jsonb_build_object('sha256', repeat('cd', 32)));
    assert v_again <> v_picture;
    perform test.raises(
        format(
            'select nachet.restore_pictures(%L, %L, array[%L::uuid])', v_user, v_user, v_picture
        ),
        'NX112'
    );
end
$test$;
