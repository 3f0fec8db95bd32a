create or replace function nachet_deploy.apply_sources(p_files text[], p_migrations text[])
returns table (action text, target text, reasons text[])
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Makes functions, views and grants what the staged files say, and nothing besides, in a database
-- that has these migrations; answers with what it did. Whole or not at all: it is one statement.
-- Locks: each view that changes. Replacing a view waits for its readers and makes new ones wait: so
-- briefly that a deadlock ends here, with 55P03, before the server (after its deadlock_timeout, a
-- second) ends it by failing a client. Then it is to be tried again.
declare
    v_plan jsonb;
    v_step record;
begin
    perform nachet_deploy.take_turn();
    perform nachet_deploy.require_migrations(p_migrations);
    perform set_config('lock_timeout', '100ms', true);
    if exists (select from nachet_deploy.migration as m where not m.recorded) then
        perform nachet_deploy.record_tables();
    end if;
    delete from nachet_deploy.source as s
    where s.file <> all(p_files);
    select coalesce(jsonb_agg(p), '[]') into v_plan
    from nachet_deploy.plan_sources(p_files) as p;
    if v_plan @? '$[*].reasons[*] ? (@ == "owner")' then
        perform nachet_deploy.restore_owners();
    end if;

    perform nachet_deploy.run_sources(array(
        select s.file
        from jsonb_array_elements(v_plan) with ordinality as p (step, place)
        inner join nachet_deploy.source as s on p.step ->> 'target' = s.file
        where s.kind <> 'data'
        order by p.place
    ));
    if v_plan @? '$[*] ? (@.action == "drop" || @.action == "repair")' then
        for v_step in
            select c.kind, c.identity, p.action
            from jsonb_to_recordset(v_plan) as p (action text, target text)
            inner join nachet_deploy.list_objects() as c on p.target = c.kind || ' ' || c.identity
            where p.action in ('drop', 'repair')
        loop
            if v_step.action = 'drop' then
                perform nachet_deploy.drop_object(v_step.kind, v_step.identity);
            else
                perform nachet_deploy.repair_object(v_step.kind, v_step.identity);
            end if;
        end loop;
    end if;
    perform nachet_deploy.run_source(f.file)
    from unnest(array(
        select s.file
        from nachet_deploy.source as s
        where s.kind = 'data'
        order by array_position(p_files, s.file)
    )) as f (file);

    perform nachet_deploy.record_objects(
        case when v_plan = '[]' then '{nachet_deploy}' else '{nachet,nachet_deploy}' end::text[]
    );
    return query
    select p.action, p.target, p.reasons
    from jsonb_to_recordset(v_plan) as p (action text, target text, reasons text[]);
end
$function$;

comment on function nachet_deploy.apply_sources(text[], text[]) is
'Makes functions, views and grants what the staged files say.';
revoke all on function nachet_deploy.apply_sources(text[], text[]) from public;
