do $test$
declare
    v_status constant jsonb := nachet.get_status();
begin
    assert v_status ->> 'schema_version' = nachet.schema_version();
    assert v_status ->> 'server_version' = current_setting('server_version');
    assert v_status #>> '{migrations,0,migration_id}' like '0001.%';
    assert v_status #>> '{migrations,0,sha256}' ~ '^[0-9a-f]{64}$';
    assert (v_status #>> '{migrations,0,applied_at}')::timestamptz <= now();
    assert v_status -> 'sources' ->> 'procedures/operation/get_status.sql' = (
        select encode(sha256(convert_to(s.sql, 'UTF8')), 'hex')
        from nachet_deploy.source as s
        where s.name = 'get_status'
    );
    assert v_status -> 'deploy_finished' = 'true';
    assert v_status -> 'drift' = '[]';
    assert v_status -> 'invalid_indexes' = '[]';
end
$test$;
