-- Whatever ends it: its person, its group, its container, another owner, a lower permission.
do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_owner constant uuid := test.add_user('owner@example.org');
    v_guest constant uuid := test.add_user('guest@example.org');
    v_heir constant uuid := test.add_user('heir@example.org');
    v_a constant uuid := nachet.create_container(v_owner, '{"name": "a"}') ->> 'container_id';
    v_b constant uuid := nachet.create_container(v_owner, '{"name": "b"}') ->> 'container_id';
    v_c constant uuid := nachet.create_container(v_owner, '{"name": "c"}') ->> 'container_id';
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
    v_groups uuid[];
    v_rows jsonb;
begin
    v_groups := array[
        test.add_group(v_owner, 'x', 'write'), test.add_group(v_owner, 'y', 'read'),
        test.add_group(v_guest, 'z', 'read')
    ];
    perform test.add_member(v_owner, v_groups[1], v_guest);
    perform test.add_member(v_owner, v_groups[2], v_guest);
    perform nachet.share_container(v_owner, v_a, v_groups[1], '{"permission": "read"}');
    perform nachet.share_container(v_owner, v_b, v_groups[2], '{"until": "2999-01-01"}');
    perform nachet.share_container(v_guest, v_guest, v_groups[3]);
    perform nachet.share_container_with_user(v_owner, v_a, 'guest@example.org', 'write');
    perform nachet.share_container_with_user(v_owner, v_b, 'heir@example.org', 'read');
    perform nachet.share_container_with_user(v_owner, v_c, 'heir@example.org', 'read');
    perform nachet.share_container_with_user(v_guest, v_guest, 'heir@example.org', 'read');
    perform nachet.choose_pipeline(v_guest, test.add_pipeline());
    v_rows := (
        select jsonb_object_agg(r.id, r.entity)
        from (
            select gc.id, 'group_container' as entity from nachet_data.group_container as gc
            union all
            select uc.id, 'user_container' from nachet_data.user_container as uc
            union all
            select ug.id, 'user_group' from nachet_data.user_group as ug
            union all
            select d.id, 'pipeline_default' from nachet_data.pipeline_default as d
        ) as r
    );
    perform nachet.hand_over_container(v_owner, v_b, v_heir);
    perform nachet.delete_group(v_owner, v_groups[2]);
    perform nachet.end_user(v_admin, v_guest, jsonb_build_object(
        'new_owner_id', v_heir, 'groups', 'delete', 'reason', 'left'
    ));
    perform nachet.delete_container(v_owner, v_c);
    perform nachet.purge_container(v_owner, v_c);
    perform nachet.delete_container(v_owner, v_a);
    perform nachet.purge_trash('infinity');

    -- Each row that is gone has one act that says so, of its table, in its container.
    assert (
        select jsonb_object_agg(a.entity_id, a.entity) = v_rows - array(
            select ug.id::text from nachet_data.user_group as ug
        )
        from nachet_data.act as a
        where a.after is null and a.entity = any (
            array['group_container', 'user_container', 'user_group', 'pipeline_default']
        )
    );
    assert not exists (
        select
        from nachet_data.act as a
        where a.after is null and v_rows ? a.entity_id::text
        group by a.entity_id
        having count(*) <> 1
    );
    assert (
        select jsonb_agg(
            jsonb_build_array(a.act, a.container_id, a.user_id, a.before, a.reason)
            order by a.id
        )
        from nachet_data.act as a
        where a.after is null and a.entity = 'user_container'
    ) = jsonb_build_array(
        jsonb_build_array(
            'hand_over_container', v_b, v_owner,
            jsonb_build_object('user_id', v_heir, 'permission', 'read', 'until', null), ''
        ),
        jsonb_build_array(
            'end_user', least(v_a, v_guest), v_admin,
            jsonb_build_object(
                'user_id', case when v_a < v_guest then v_guest else v_heir end,
                'permission', case when v_a < v_guest then 'write' else 'read' end, 'until', null
            ),
            'left'
        ),
        jsonb_build_array(
            'end_user', greatest(v_a, v_guest), v_admin,
            jsonb_build_object(
                'user_id', case when v_a > v_guest then v_guest else v_heir end,
                'permission', case when v_a > v_guest then 'write' else 'read' end, 'until', null
            ),
            'left'
        ),
        jsonb_build_array(
            'purge_container', v_c, v_owner,
            jsonb_build_object('user_id', v_heir, 'permission', 'read', 'until', null), ''
        )
    );
    assert (
        select jsonb_agg(jsonb_build_array(a.act, a.container_id, a.user_id, a.before ->> 'until'))
        from nachet_data.act as a
        where a.after is null and a.entity = 'group_container' and a.entity_id::text in (
            select r.key from jsonb_each_text(v_rows) as r
        )
    ) @> jsonb_build_array(
        jsonb_build_array('delete_group', v_b, v_owner, '2999-01-01T00:00:00+00:00'),
        jsonb_build_array('end_user', v_guest, v_admin, null),
        jsonb_build_array('purge_trash', v_a, null, null)
    );
    assert not exists (
        select
        from nachet_data.act as a
        where a.entity in ('user_group', 'pipeline_default') and a.container_id <> v_nobody
    );
end
$test$;
