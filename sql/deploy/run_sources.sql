create or replace function nachet_deploy.run_sources(p_files text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Runs files of functions and views in an order in which each finds what it stands on: what does
-- not find it waits for the next pass. What went because the thing it stood on changed its shape
-- comes back too.
declare
    v_waiting text[] := p_files;
    v_left text[];
    v_file text;
begin
    while cardinality(v_waiting) > 0 loop
        v_left := '{}';
        foreach v_file in array v_waiting loop
            begin
                perform nachet_deploy.run_source(v_file);
            exception
                when undefined_function or undefined_table or undefined_column
                or undefined_object then
                v_left := v_left || v_file;
            end;
        end loop;
        if v_left = v_waiting then
            perform nachet_deploy.run_source(v_left[1]);
        end if;
        v_waiting := v_left || array(
            select s.file
            from nachet_deploy.source as s
            where s.applied
                and s.kind in ('function', 'view')
                and not exists (select from nachet_deploy.find_objects(s.kind, s.name))
            order by s.kind, s.file
        );
    end loop;
end
$function$;

comment on function nachet_deploy.run_sources(text[]) is
'Runs files of the source, each after those that it stands on.';
revoke all on function nachet_deploy.run_sources(text[]) from public;
