create or replace function nachet_deploy.restore_owners()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Gives to the owner what belongs to another. Only a superuser, or a member of that other, may;
-- but the owner of a schema may drop what is in it, and a function or a view comes back with the
-- source.
declare
    v_object record;
begin
    for v_object in
        select o.kind, o.identity
        from nachet_deploy.list_objects() as o
        where o.state ->> 'owner' <> 'nachet_owner' and o.kind <> 'schema'
    loop
        begin
            perform set_config('role', 'none', true);
            execute format('alter %s %s owner to nachet_owner', v_object.kind, v_object.identity);
        exception when insufficient_privilege then
            if v_object.identity not like 'nachet.%' then
                raise exception using
                    errcode = 'insufficient_privilege',
                    message = format(
                        '%s %s does not belong to nachet_owner', v_object.kind, v_object.identity
                    ),
                    detail = sqlerrm,
                    hint = 'Deploy once as a superuser, or as its owner if that is a member of '
                        'nachet_owner.';
            end if;
            perform set_config('role', 'nachet_owner', true);
            perform nachet_deploy.drop_object(v_object.kind, v_object.identity);
        end;
        perform set_config('role', 'nachet_owner', true);
    end loop;
end
$function$;

comment on function nachet_deploy.restore_owners() is
'Gives to the owner what belongs to another.';
revoke all on function nachet_deploy.restore_owners() from public;
