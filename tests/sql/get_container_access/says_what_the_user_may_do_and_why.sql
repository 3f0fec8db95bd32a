do $test$
declare
    v_owner constant uuid := test.add_user('owner@example.org', 'read');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_answer jsonb;
begin
    v_answer := nachet.get_container_access(v_owner, v_owner);
    assert v_answer = jsonb_build_object(
        'container_id', v_owner, 'container_name', 'user-' || v_owner, 'name', 'owner@example.org',
        'kind', 'personal', 'public', false, 'owner_id', v_owner, 'quota', null, 'access', 'read',
        'share', null,
        'source', 'owner', 'groups', '[]'::jsonb,
        'review_rule', '{"readers": 1, "agreeing": 1, "decides": "manage"}'::jsonb
    );
    assert nachet.get_container_access(v_admin, v_owner)
        = v_answer || '{"access": "admin", "source": "admin"}';
end
$test$;
