-- The schemas, all of the owner's: what must be there before the first migration. Repeatable.
do $do$
declare
    v_schema text;
    v_table regclass;
begin
    foreach v_schema in array array['nachet', 'nachet_data', 'nachet_deploy'] loop
        if to_regnamespace(v_schema) is null then
            execute format('create schema %I authorization nachet_owner', v_schema);
        elsif not exists (
            select from pg_catalog.pg_namespace as n
            where n.nspname = v_schema and n.nspowner = 'nachet_owner'::regrole
        ) then
            execute format('alter schema %I owner to nachet_owner', v_schema);
        end if;
    end loop;
    -- Where yoyo came first, its tables belong to who ran it.
    for v_table in
        select c.oid
        from pg_catalog.pg_class as c
        where c.relnamespace = 'nachet_deploy'::regnamespace
            and c.relkind = 'r'
            and c.relowner <> 'nachet_owner'::regrole
    loop
        execute format('alter table %s owner to nachet_owner', v_table);
    end loop;
end
$do$;
