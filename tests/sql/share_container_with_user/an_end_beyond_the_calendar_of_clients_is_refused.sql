do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_until text;
begin
    perform test.add_user('b@example.org');
    foreach v_until in array array['9999-12-31T23:59:59-10:00', '0001-01-01T00:00:00+10:00'] loop
        perform test.raises(
            format(
                'select nachet.share_container_with_user(%1$L, %1$L, %2$L, %3$L, %4$L)', v_user,
                'b@example.org', 'read', jsonb_build_object('until', v_until)
            ),
            'NX210'
        );
    end loop;
end
$test$;
