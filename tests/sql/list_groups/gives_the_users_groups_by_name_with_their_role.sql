do $test$
declare
    v_a constant uuid := test.add_user('a@example.org');
    v_b constant uuid := test.add_user('b@example.org');
    v_lab constant uuid := test.add_group(v_a, 'lab', 'write');
    v_crew constant uuid := test.add_group(v_b, 'Crew');
begin
    perform test.add_group(v_b, 'Another');
    perform test.add_member(v_b, v_crew, v_a);
    perform nachet.share_container(v_a, v_a, v_crew);
    assert nachet.list_groups(v_a) = jsonb_build_array(
        jsonb_build_object(
            'group_id', v_crew, 'group_name', 'Crew', 'permission', 'read', 'owner_id', v_b,
            'role', 'member', 'nb_members', 2, 'nb_containers', 1
        ),
        jsonb_build_object(
            'group_id', v_lab, 'group_name', 'lab', 'permission', 'write', 'owner_id', v_a,
            'role', 'owner', 'nb_members', 1, 'nb_containers', 0
        )
    );
end
$test$;
