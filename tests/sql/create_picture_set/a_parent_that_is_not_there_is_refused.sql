do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_parent uuid;
begin
    foreach v_parent in array array[gen_random_uuid(), v_other] loop
        perform test.raises(
            format(
                'select nachet.create_picture_set(%1$L, %1$L, %2$L)', v_user,
                jsonb_build_object('name', 'below', 'parent', v_parent)
            ),
            'NX003'
        );
    end loop;
end
$test$;
