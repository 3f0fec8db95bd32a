do $test$
declare
    v_answer jsonb;
    v_id uuid;
begin
    v_answer := nachet.create_user('  Ada@Example.org ');
    v_id := v_answer ->> 'user_id';
    assert v_answer ->> 'email' = 'Ada@Example.org';
    assert v_answer ->> 'container_name' = 'user-' || v_id;
    assert v_answer ->> 'permission' = 'manage';
    assert (select c.owner_id from nachet.container as c where c.id = v_id) = v_id;
    assert (select ps.name from nachet.picture_set as ps where ps.container_id = v_id) = 'General';
    assert (
        select array_agg(t.value ->> 'kind' order by t.ordinality)
        from jsonb_array_elements(v_answer -> 'blob_tasks') with ordinality as t
    ) <@ array['create_container', 'write_folder'];
    assert jsonb_array_length(v_answer -> 'blob_tasks') = 2;
    assert nachet.get_user('ADA@example.ORG') = v_answer - 'blob_tasks';
end
$test$;
