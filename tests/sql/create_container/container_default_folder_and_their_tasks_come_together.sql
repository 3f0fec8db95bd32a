do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_answer jsonb;
    v_id uuid;
begin
    v_answer := nachet.create_container(v_user, '{"name": " Field trials "}');
    v_id := v_answer ->> 'container_id';
    assert v_answer - 'blob_tasks' = jsonb_build_object(
        'container_id', v_id, 'container_name', 'user-' || v_id, 'name', 'Field trials',
        'kind', 'further', 'public', false, 'owner_id', v_user, 'quota', null,
        'access', 'manage', 'share', null,
        'source', 'owner', 'groups', '[]'::jsonb, 'picture_set_id', v_id,
        'review_rule', '{"readers": 1, "agreeing": 1, "decides": "manage"}'::jsonb
    );
    assert (
        select array_agg(t.value ->> 'kind' order by t.value ->> 'kind')
        from jsonb_array_elements(v_answer -> 'blob_tasks') as t
        where t.value ->> 'container_name' = 'user-' || v_id
    ) = array['create_container', 'write_folder'];
    assert (
        select array_agg((ps.id, ps.name, ps.is_default, ps.owner_id)::text)
        from nachet_data.picture_set as ps
        where ps.container_id = v_id
    ) = array[(v_id, 'General', true, v_user)::text];
end
$test$;
