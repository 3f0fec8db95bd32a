do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_archive constant uuid := id from nachet_data.installation;
begin
    perform test.raises(
        format('select nachet.delete_container(%L, %L)', v_owner, v_owner), 'NX132'
    );
    perform test.raises(
        format('select nachet.delete_container(%L, %L)', v_admin, v_archive), 'NX115'
    );
    perform test.raises(
        format('select nachet.delete_container(%L, %L, %L)', v_owner, v_owner, '{"x": 1}'), 'NX210'
    );
    perform test.raises(
        format('select nachet.delete_container(%L, %L)', v_owner, gen_random_uuid()), 'NX002'
    );
end
$test$;
