create or replace function nachet_deploy.record_tables()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Takes note of what migrations made, as it now is, once it is the owner's alone. Not in the
-- migration's own transaction, which keeps others waiting.
declare
    v_object record;
begin
    perform nachet_deploy.restore_owners();
    for v_object in
        select o.kind, o.identity
        from nachet_deploy.list_objects(array['nachet_data']) as o
        where exists (
            select from jsonb_array_elements_text(o.state -> 'grants') as g (text)
            where g.text not like '% to nachet\_owner'
        )
    loop
        perform nachet_deploy.reset_grants(v_object.kind, v_object.identity);
    end loop;
    perform nachet_deploy.record_objects(array['nachet_data']);
    update nachet_deploy.migration as m
    set recorded = true
    where not m.recorded;
end
$function$;

comment on function nachet_deploy.record_tables() is
'Takes note of what migrations made, as it now is.';
revoke all on function nachet_deploy.record_tables() from public;
