create or replace function nachet_deploy.record_migrations(p_contents jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Takes note of what the applied migrations say, by their ids, and of the tables as they now are.
-- What was noted stays: a file that is edited later is found out by it.
declare
    v_changed boolean;
    v_object record;
begin
    with gone as (
        delete from nachet_deploy.migration as m
        where not exists (
            select from nachet_deploy._yoyo_migration as y where y.migration_id = m.migration_id
        )
        returning m.migration_id
    ),

    added as (
        insert into nachet_deploy.migration (migration_id, sha256)
        select y.migration_id, p_contents ->> y.migration_id
        from nachet_deploy._yoyo_migration as y
        where p_contents ? y.migration_id
        on conflict (migration_id) do nothing
        returning migration_id
    )

    select exists (select from gone) or exists (select from added) into v_changed;
    if not v_changed then
        return;
    end if;
    perform nachet_deploy.restore_owners();
    for v_object in
        select o.kind, o.identity
        from nachet_deploy.list_objects() as o
        where o.identity like 'nachet\_data.%'
            and exists (
                select from jsonb_array_elements_text(o.state -> 'grants') as g (text)
                where g.text not like '% to nachet\_owner'
            )
    loop
        perform nachet_deploy.reset_grants(v_object.kind, v_object.identity);
    end loop;
    perform nachet_deploy.record_objects('nachet_data');
end
$function$;

comment on function nachet_deploy.record_migrations(jsonb) is
'Takes note of what the applied migrations say, and of the tables as they now are.';
revoke all on function nachet_deploy.record_migrations(jsonb) from public;
