do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_picture constant uuid := test.add_picture(v_user);
begin
    assert nachet.delete_pictures(v_user, v_user, array[v_picture]) = '{"trashed": 1}';
    perform test.raises(
        format('select nachet.get_picture(%L, %L, %L)', v_user, v_user, v_picture), 'NX004'
    );
    perform test.raises(
        format('select nachet.delete_pictures(%L, %L, array[%L::uuid])', v_user, v_user, v_picture),
        'NX004'
    );
    assert nachet.find_pictures(v_user, v_user, '{}') -> 'items' = '[]';
    assert nachet.restore_pictures(v_user, v_user, array[v_picture]) = '{"restored": 1}';
    assert nachet.get_picture(v_user, v_user, v_picture) ->> 'picture_id' = v_picture::text;
    perform test.raises(
        format(
            'select nachet.restore_pictures(%L, %L, array[%L::uuid])', v_user, v_user, v_picture
        ),
        'NX004'
    );
end
$test$;
