do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_archive constant uuid := id from nachet_data.installation;
begin
    assert test.raises(
        format('select nachet.set_container_public(%L, %L, true)', v_admin, v_archive), 'NX115'
    ) = jsonb_build_object('container_id', v_archive);
    perform test.raises(
        format(
            'select nachet.set_container_public(%L, %L, true)', test.add_user('a@example.org'),
            v_archive
        ), 'NX002'
    );
end
$test$;
