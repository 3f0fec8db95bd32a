do $test$
declare
    r record;
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_folder uuid;
begin
    select * into r from test.register(1, 5);
    v_folder := nachet.create_picture_set(r.user_id, r.user_id, '{"name": "Field 7"}')
        ->> 'picture_set_id';
    perform nachet.move_pictures(r.user_id, r.user_id, array[r.picture_id], v_folder);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    perform nachet.create_dataset(v_admin, 'All', '{}');
    perform test.raises(
        format('select nachet.purge_picture_set(%1$L, %1$L, %2$L)', r.user_id, v_folder), 'NX161'
    );
    perform test.raises(
        format(
            'select nachet.purge_picture_set(%1$L, %1$L, %2$L, ''{"all": true}'')', r.user_id,
            v_folder
        ), 'NX210'
    );
    assert nachet.purge_picture_set(r.user_id, r.user_id, v_folder, '{"include_datasets": true}')
        @> '{"pictures": 1}';
    assert (select d.nb_purged = 1 from nachet.dataset as d);
end
$test$;
