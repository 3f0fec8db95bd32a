do $test$
declare
    v_user_id constant uuid := test.add_user('a@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_id constant uuid := nachet.create_picture_set(
        v_user_id, v_user_id, '{"metadata": {"former_container_id": "x"}}'
    ) ->> 'picture_set_id';
begin
    -- Elsewhere these keys are metadata as any others.
    perform nachet.update_picture_set(
        v_user_id, v_user_id, v_id, '{"metadata": {"former_container_id": null}}'
    );
    perform test.add_picture(v_user_id, v_id, '{"seed_name": "Avena fatua"}');
    perform nachet.delete_picture_set(v_user_id, v_user_id, v_id, true);
    perform test.raises(
        format(
            'select nachet.update_picture_set(%L, %L, %L, %L)', v_admin, v_archive_id, v_id,
            '{"metadata": {"former_picture_set_id": null}}'
        ),
        'NX115'
    );
    assert nachet.update_picture_set(
        v_admin, v_archive_id, v_id, '{"metadata": {"seen": true}}'
    ) #>> '{metadata,former_container_id}' = v_user_id::text;
end
$test$;
