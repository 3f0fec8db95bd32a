do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_keeper constant uuid := test.add_user('keeper@example.org');
    v_archive constant uuid := id from nachet_data.installation;
    v_group constant uuid := test.add_group(v_admin);
begin
    perform test.add_member(v_admin, v_group, v_keeper);
    perform nachet.share_container(v_admin, v_archive, v_group);
    assert nachet.list_picture_sets(v_keeper, v_archive) = '[]';
end
$test$;
