create or replace function nachet_deploy.drop_object(p_kind text, p_identity text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Drops a function or view of schema nachet, before it those of the schema that stand on it. What
-- others built on it is theirs: then it is refused, and the error says what stands there.
declare
    v_id constant oid := nachet_deploy.find_id(p_kind, p_identity);
    v_dependent record;
begin
    for v_dependent in
        select distinct
            case c.relkind when 'm' then 'materialized view' else 'view' end as kind,
            c.oid::regclass::text as identity
        from pg_depend as d
        inner join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
        inner join pg_class as c on r.ev_class = c.oid
        where d.refobjid = v_id and c.oid <> v_id and c.relnamespace = 'nachet'::regnamespace
        union
        select 'function', p.oid::regprocedure::text
        from pg_depend as d
        inner join pg_proc as p on d.classid = 'pg_proc'::regclass and d.objid = p.oid
        where d.refobjid = v_id and p.oid <> v_id and p.pronamespace = 'nachet'::regnamespace
    loop
        perform nachet_deploy.drop_object(v_dependent.kind, v_dependent.identity);
    end loop;
    execute format('drop %s if exists %s', p_kind, p_identity);
end
$function$;

comment on function nachet_deploy.drop_object(text, text) is
'Drops a function or view, before it those of the schema that stand on it.';
revoke all on function nachet_deploy.drop_object(text, text) from public;
