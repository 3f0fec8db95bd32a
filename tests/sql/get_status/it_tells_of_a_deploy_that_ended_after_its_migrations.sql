insert into nachet_deploy._yoyo_migration (migration_hash, migration_id) values ('a', '9999.a');
do $test$
begin
    assert nachet.get_status() -> 'deploy_finished' = 'false';
end
$test$;
