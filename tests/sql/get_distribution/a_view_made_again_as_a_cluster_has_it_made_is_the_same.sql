-- As sql/distribute.sql does it, so that Citus carries it: with its options, comments and grants.
do $test$
declare
    v_view regclass;
    v_before text;
begin
    for v_view in
        select c.oid from pg_catalog.pg_class as c
        where c.relnamespace = 'nachet'::regnamespace and c.relkind = 'v'
    loop
        select concat(pg_get_viewdef(c.oid), c.reloptions, c.relacl, c.relowner) into v_before
        from pg_catalog.pg_class as c
        where c.oid = v_view;
        execute format(
            'create or replace view %s with (security_barrier) as %s',
            v_view, pg_get_viewdef(v_view)
        );
        assert (
            select concat(pg_get_viewdef(c.oid), c.reloptions, c.relacl, c.relowner) = v_before
            from pg_catalog.pg_class as c
            where c.oid = v_view
        ), v_view;
    end loop;
end
$test$;
