do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
begin
    assert (
        select array_agg(
            (
                c.value ->> 'container_id', c.value ->> 'access', c.value ->> 'source'
            )::text order by c.n
        )
        from jsonb_array_elements(nachet.list_containers(v_admin)) with ordinality as c (value, n)
    ) = array[
        (v_admin, 'admin', 'owner')::text,
        (v_user, 'admin', 'admin')::text,
        ((select i.id from nachet_data.installation as i), 'admin', 'admin')::text
    ];
end
$test$;
