do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_owner constant uuid := test.add_user('owner@example.org');
    v_heir constant uuid := test.add_user('heir@example.org');
    v_picture constant uuid := test.add_picture(v_owner);
    v_pending constant uuid := test.reserve_picture(v_owner);
    v_before jsonb;
begin
    perform nachet.end_user(v_admin, v_owner, jsonb_build_object('new_owner_id', v_heir));
    v_before := nachet.find_pictures(v_heir, v_owner, '{}');
    assert nachet.delete_container(v_heir, v_owner) @> '{"picture_sets": 1, "pictures": 1}';
    assert not exists (select from nachet.picture_summary);
    assert not exists (select from nachet.container_usage as u where u.container_id = v_owner);
    assert nachet.list_deleted_containers(v_heir) @> '[{"nb_pictures": 1, "byte_size": 1000}]';
    perform nachet.restore_container(v_heir, v_owner);
    assert nachet.find_pictures(v_heir, v_owner, '{}') #- '{items,0,updated_at}'
        = v_before #- '{items,0,updated_at}';
    perform nachet.confirm_pictures(v_heir, v_owner, array[v_pending]);
    assert nachet.get_picture(v_heir, v_owner, v_picture) ->> 'user_id' = v_owner::text;
end
$test$;
