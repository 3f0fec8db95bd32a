do $test$
declare
    v_owner uuid;
    v_container uuid;
begin
    perform test.set_now('2030-01-01Z');
    v_owner := test.add_user('owner@example.org');
    v_container := nachet.create_container(v_owner) ->> 'container_id';
    perform nachet.create_picture_set(v_owner, v_container);
    perform nachet.delete_container(v_owner, v_container);
    assert nachet.purge_trash('2030-01-01Z')
        = '{"containers": 0, "picture_sets": 0, "pictures": 0, "in_datasets": 0, "remaining": 0}';
    assert nachet.purge_trash('2030-01-02Z')
        = '{"containers": 1, "picture_sets": 2, "pictures": 0, "in_datasets": 0, "remaining": 0}';
    assert nachet.list_deleted_containers(v_owner) = '[]';
    assert (select c.purged_at from nachet.container as c where c.id = v_container)
        = '2030-01-01Z';
    assert nachet.purge_trash('2030-01-02Z') @> '{"containers": 0, "remaining": 0}';
end
$test$;
