do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_container constant uuid := nachet.create_container(v_user) ->> 'container_id';
    v_sample constant uuid := nachet.create_sample(v_user, v_container, 'S') ->> 'sample_id';
    v_report jsonb;
begin
    v_report := nachet.issue_report(v_user, v_container, v_sample);
    perform nachet.create_picture_set(
        v_user, v_container, jsonb_build_object('sample_id', v_sample)
    );
    perform nachet.delete_container(v_user, v_container);
    assert test.raises(
        format('select nachet.purge_container(%L, %L)', v_user, v_container), 'NX184'
    ) @> '{"reports": 1}';
    assert nachet.purge_trash('infinity') @> '{"containers": 0, "picture_sets": 2}';
    perform nachet.purge_container(v_user, v_container, '{"reports": true}');
    perform test.raises(
        format('select nachet.purge_container(%L, %L)', v_user, v_container), 'NX002'
    );
    assert not exists (select from nachet_data.report) and not exists (
        select from nachet_data.sample
    );
    assert (
        select a.before ->> 'digest'
        from nachet.act as a
        where a.act = 'purge_container' and a.entity = 'report'
    ) = v_report ->> 'digest';
end
$test$;
