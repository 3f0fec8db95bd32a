create or replace function nachet_deploy.set_comments(
    p_kind text, p_identity text, p_comments jsonb
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Makes an object's comments what is given: by column, and under '' its own. There are no others
-- then.
declare
    c_catalogue constant regclass := case
        when p_kind in ('function', 'procedure', 'aggregate') then 'pg_proc'::regclass
        else 'pg_class'::regclass
    end;
    v_column text;
begin
    for v_column in
        select coalesce(a.attname::text, '')
        from pg_description as d
        left join pg_attribute as a
            on c_catalogue = 'pg_class'::regclass
            and a.attrelid = d.objoid
            and a.attnum = d.objsubid
            and a.attnum > 0
        where d.classoid = c_catalogue and d.objoid = nachet_deploy.find_id(p_kind, p_identity)
        union
        select jsonb_object_keys(p_comments)
    loop
        execute format(
            'comment on %s %s is %L',
            case when v_column = '' then p_kind else 'column' end,
            p_identity || coalesce('.' || quote_ident(nullif(v_column, '')), ''),
            p_comments ->> v_column
        );
    end loop;
end
$function$;

comment on function nachet_deploy.set_comments(text, text, jsonb) is
'Makes the comments of an object and its columns what is given.';
revoke all on function nachet_deploy.set_comments(text, text, jsonb) from public;
