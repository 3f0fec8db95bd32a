-- What every login of a new database may do, and none of ours needs: temporary tables (and with
-- them functions of its own, in pg_temp) and large objects; both fill the disk. Taken from
-- PUBLIC by whoever may take it; who is to have it anyway is granted it by name, as the owner is,
-- whose migrations use temporary tables. Repeatable.
do $do$
declare
    v_name text;
begin
    if exists (
        select
        from pg_catalog.pg_database as d
        where d.datname = current_database() and pg_catalog.pg_has_role(d.datdba, 'usage')
    ) then
        v_name := pg_catalog.quote_ident(current_database());
        execute 'revoke temporary on database ' || v_name || ' from public';
        execute 'grant temporary on database ' || v_name || ' to nachet_owner';
    end if;
    -- The functions of the server belong to a superuser, who alone may take them from PUBLIC.
    if current_setting('is_superuser') = 'on' then
        for v_name in
            select p.oid::regprocedure
            from pg_catalog.pg_proc as p
            where p.oid < 16384
                and p.proname = any(array['lo_creat', 'lo_create', 'lo_from_bytea'])
                and pg_catalog.has_function_privilege('public', p.oid, 'execute')
        loop
            execute pg_catalog.format('revoke execute on function %s from public', v_name);
        end loop;
    end if;
end
$do$;
