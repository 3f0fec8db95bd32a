do $test$
declare
    v_status constant jsonb := nachet.get_status();
begin
    assert v_status ->> 'schema_version' = nachet.schema_version();
    assert v_status ->> 'server_version' = current_setting('server_version');
    assert v_status #>> '{migrations,0,migration_id}' like '0001.%';
    assert v_status #>> '{migrations,0,sha256}' ~ '^[0-9a-f]{64}$';
    assert (v_status #>> '{migrations,0,applied_at}')::timestamptz <= now();
    assert v_status -> 'deployed' -> 'function nachet.get_status()' ->> 'sha256' ~ '^[0-9a-f]{64}$';
    assert v_status -> 'deployed' -> 'function nachet.get_status()' -> 'parts' @> '{
        "owner": "nachet_owner", "grant to nachet_backend": "EXECUTE", "result": "jsonb"
    }';
    assert v_status -> 'deployed' -> 'table nachet_data.users' -> 'parts' ->> 'column state'
        = 'text not null default ''active''::text';
    assert v_status -> 'deploy_finished' = 'true';
    assert v_status -> 'invalid_indexes' = '[]';
end
$test$;
