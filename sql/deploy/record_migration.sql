-- Records, as yoyo does, that a migration was applied or rolled back; and what it says.
do $record$
declare
    c_id constant text := {id};
    c_now constant timestamp := now() at time zone 'UTC';
begin
    insert into nachet_deploy._yoyo_log values (
        gen_random_uuid(), {hash}, c_id, {operation}, session_user, inet_client_addr(), null, c_now
    );
    delete from nachet_deploy._yoyo_migration as m where m.migration_id = c_id;
    delete from nachet_deploy.deployed as d where d.object = 'migration ' || c_id;
    if {operation} = 'apply' then
        insert into nachet_deploy._yoyo_migration values ({hash}, c_id, c_now);
        insert into nachet_deploy.deployed (object, sha256) values ('migration ' || c_id, {sha256});
    end if;
end
$record$;
