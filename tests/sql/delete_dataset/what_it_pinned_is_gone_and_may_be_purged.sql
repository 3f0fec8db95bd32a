do $test$
declare
    r record;
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
begin
    select * into r from test.register(1, 5);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    perform nachet.create_dataset(v_admin, 'All', '{}');
    perform nachet.create_dataset(v_admin, 'Other', '{}');
    assert nachet.delete_dataset(v_admin, 'all', '{"reason": "an experiment"}')
        @> '{"dataset_name": "All", "nb_specimen": 1}';
    assert (select count(*) = 1 from nachet_data.dataset_picture);
    assert (
        select a.reason = 'an experiment' from nachet_data.act as a where a.act = 'delete_dataset'
    );
    perform test.raises(format('select nachet.delete_dataset(%L, ''all'')', v_admin), 'NX020');
    perform test.raises(
        format('select nachet.delete_dataset(%L, ''other'', ''{"why": ""}'')', v_admin), 'NX210'
    );
    perform nachet.delete_dataset(v_admin, 'other');
    perform nachet.delete_pictures(r.user_id, r.user_id, array[r.picture_id]);
    assert nachet.purge_trash('infinity') @> '{"pictures": 1, "in_datasets": 0}';
end
$test$;
