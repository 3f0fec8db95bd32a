do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org');
    v_container constant uuid := nachet.create_container(v_owner) ->> 'container_id';
    v_group constant uuid := test.add_group(v_owner);
    v_other constant uuid := test.add_user('other@example.org');
    v_pictures jsonb;
begin
    perform nachet.share_container(v_owner, v_container, v_group);
    perform nachet.share_container_with_user(v_owner, v_container, 'other@example.org', 'manage');
    select jsonb_agg(jsonb_build_object(
        'media_type', 'image/png', 'extension', 'png', 'byte_size', 1000,
        'sha256', repeat(n::text, 64)
    ))
    into v_pictures
    from generate_series(1, 3) as n;
    perform nachet.register_pictures(v_owner, v_container, v_container, v_pictures);
    perform test.raises(
        format('select nachet.purge_container(%L, %L)', v_owner, v_container), 'NX131'
    );
    perform nachet.delete_container(v_owner, v_container);
    perform test.raises(
        format('select nachet.purge_container(%L, %L, %L)', v_owner, v_container, '{"limit": 0}'),
        'NX210'
    );
    perform test.raises(
        format('select nachet.purge_container(%L, %L)', v_other, v_container), 'NX002'
    );
    assert nachet.purge_container(v_owner, v_container, '{"limit": 2}') = jsonb_build_object(
        'container_id', v_container, 'picture_sets', 0, 'pictures', 2, 'remaining', 1
    );
    -- What is left can still be restored.
    perform nachet.restore_container(v_owner, v_container);
    perform nachet.create_picture_set(v_owner, v_container);
    perform nachet.delete_container(v_owner, v_container);
    assert nachet.purge_container(v_owner, v_container) = jsonb_build_object(
        'container_id', v_container, 'picture_sets', 2, 'pictures', 1, 'remaining', 0
    );
    perform test.raises(
        format('select nachet.purge_container(%L, %L)', v_owner, v_container), 'NX002'
    );
    perform test.raises(
        format('select nachet.restore_container(%L, %L)', v_owner, v_container), 'NX002'
    );
    assert nachet.list_deleted_containers(v_owner) = '[]';
    assert (
        select array_agg(t.kind order by t.kind)
        from nachet_data.blob_task as t
        where t.container_id = v_container and t.kind <> 'create_container'
    ) = array_fill('delete_blob'::text, array[5]);
    assert not exists (select from nachet.group_container);
    perform test.raises(
        format(
            'select nachet.create_container(%L, %L)', v_owner,
            jsonb_build_object('container_id', v_container)
        ),
        'NX108'
    );
end
$test$;
