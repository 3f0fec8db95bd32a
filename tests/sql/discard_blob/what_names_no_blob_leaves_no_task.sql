do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    -- Digests: what an index cannot shorten.
    v_long constant text := (
        select string_agg(encode(sha256(convert_to(n::text, 'UTF8')), 'hex'), '')
        from generate_series(1, 100) as n
    );
begin
    assert nachet.discard_blob(gen_random_uuid(), 'x/y.png', 'etag') -> 'blob_tasks' = '[]';
    assert nachet.discard_blob(v_user, v_long, 'etag') -> 'blob_tasks' = '[]';
    assert nachet.discard_blob(v_user, repeat('x', 1025), 'etag') -> 'blob_tasks' = '[]';
    assert nachet.discard_blob(v_user, '', 'etag') -> 'blob_tasks' = '[]';
    assert jsonb_array_length(
        nachet.discard_blob(v_user, left(v_long, 1024), v_long) -> 'blob_tasks'
    ) = 1;
end
$test$;
