do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_other constant uuid := test.add_user('b@example.org');
    v_sample constant uuid := nachet.create_sample(v_other, v_other, 'S') ->> 'sample_id';
begin
    perform test.raises(
        format(
            'select nachet.update_picture_set(%1$L, %1$L, %1$L, %2$L)', v_user,
            jsonb_build_object('sample_id', v_sample)
        ),
        'NX080'
    );
end
$test$;
