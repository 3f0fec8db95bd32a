do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
begin
    perform test.raises(
        format(
            'select nachet.confirm_pictures(%L, %L, array[%L::uuid])', v_user, v_user,
            gen_random_uuid()
        ),
        'NX004'
    );
end
$test$;
