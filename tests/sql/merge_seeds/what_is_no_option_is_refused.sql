do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_napus constant uuid := nachet.resolve_seed('Brassica napus') ->> 'seed_id';
    v_options jsonb;
begin
    foreach v_options in array array['{"reason": 7}', '{"why": "x"}', '[]']::jsonb[] loop
        perform test.raises(
            format(
                'select nachet.merge_seeds(%L, %L, %L, %L)', v_admin, v_napus, v_admin, v_options
            ),
            'NX210'
        );
    end loop;
end
$test$;
