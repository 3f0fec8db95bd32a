-- The schemas, all owned by nachet_owner: they must exist before the first migration. Repeatable.
do $do$
declare
    v_schema text;
begin
    foreach v_schema in array array['nachet', 'nachet_data', 'nachet_deploy'] loop
        if to_regnamespace(v_schema) is null then
            execute pg_catalog.format('create schema %I authorization nachet_owner', v_schema);
        end if;
    end loop;
end
$do$;
