do $test$
declare
    v_admin_id constant uuid := test.add_user('admin@example.org', 'admin');
    v_archive_id constant uuid := (
        select c.id from nachet_data.container as c where c.kind = 'archive'
    );
    v_id uuid;
begin
    v_id := nachet.create_picture_set(v_admin_id, v_admin_id) ->> 'picture_set_id';
    perform test.add_picture(v_admin_id, v_id, '{"seed_name": "Avena fatua"}');
    perform nachet.delete_picture_set(v_admin_id, v_admin_id, v_id, true);
    perform test.raises(
        format(
            'select nachet.delete_picture_set(%L, %L, %L, true)', v_admin_id, v_archive_id, v_id
        ),
        'NX115'
    );
    assert nachet.delete_picture_set(v_admin_id, v_archive_id, v_id, false) -> 'trashed' = '1';
end
$test$;
