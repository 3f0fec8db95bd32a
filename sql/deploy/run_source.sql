create or replace function nachet_deploy.run_source(p_file text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Runs a file of the source. What it makes loses all other grants and comments first, and what else
-- bears its name after; it is replaced in place, or dropped and made anew where its shape changed.
-- Raises: what the file raises, with the file's name before the message.
declare
    v_source nachet_deploy.source;
    v_object record;
    v_before text[];
    v_message text;
    v_detail text;
    v_hint text;
begin
    select s.* into strict v_source
    from nachet_deploy.source as s
    where s.file = p_file;
    if v_source.kind = 'grants' then
        perform nachet_deploy.reset_schemas();
    end if;
    for v_object in
        select o.*
        from nachet_deploy.find_objects(v_source.kind, v_source.name) as o
    loop
        perform nachet_deploy.reset_grants(v_object.kind, v_object.identity);
        perform nachet_deploy.set_comments(v_object.kind, v_object.identity, '{}');
    end loop;
    -- What someone else put on a view stays when the view is replaced.
    for v_object in
        select o.*
        from nachet_deploy.find_objects(v_source.kind, v_source.name) as o
        where o.kind = 'view'
            and (
                exists (select from pg_attrdef as d where d.adrelid = to_regclass(o.identity))
                or exists (select from pg_trigger as t where t.tgrelid = to_regclass(o.identity))
                or exists (
                    select from pg_rewrite as r
                    where r.ev_class = to_regclass(o.identity) and r.rulename <> '_RETURN'
                )
            )
    loop
        perform nachet_deploy.drop_object(v_object.kind, v_object.identity);
    end loop;
    v_before := array(
        select o.version
        from nachet_deploy.find_objects(v_source.kind, v_source.name) as o
    );
    begin
        execute v_source.sql;
    exception when invalid_function_definition or invalid_table_definition or wrong_object_type then
        for v_object in
            select o.*
            from nachet_deploy.find_objects(v_source.kind, v_source.name) as o
        loop
            perform nachet_deploy.drop_object(v_object.kind, v_object.identity);
        end loop;
        execute v_source.sql;
    end;
    for v_object in
        select o.*
        from nachet_deploy.find_objects(v_source.kind, v_source.name) as o
        where o.version = any(v_before)
    loop
        perform nachet_deploy.drop_object(v_object.kind, v_object.identity);
    end loop;
    update nachet_deploy.source as s
    set applied = true, deployed_at = now(), deployed_by = session_user
    where s.file = p_file and not s.applied;
exception when others then
    get stacked diagnostics
        v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    raise exception using
        errcode = sqlstate, message = p_file || ': ' || v_message, detail = v_detail, hint = v_hint;
end
$function$;

comment on function nachet_deploy.run_source(text) is
'Runs a file of the source.';
revoke all on function nachet_deploy.run_source(text) from public;
