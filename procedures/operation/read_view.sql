create or replace function nachet.read_view(p_view text, p_filter jsonb default '{}')
returns setof jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For analysts on a cluster, where a view lends nobody rights on the nodes: it reads as the owner,
-- but no column that the caller may not select. p_filter: {column: value}; a row has all of them.
-- With the container_id only the node of the container is asked. The order is the server's.
-- Locks: nothing.
-- Raises: NX208, also for a view or a column that the caller may not read.
-- Repeat: the same answer.
declare
    v_reader constant name := coalesce(nullif(current_setting('role'), 'none')::name, session_user);
    v_columns text;
    v_readable text[];
    v_where text;
begin
    select
        string_agg(format('v.%I', a.attname), ', ' order by a.attnum),
        array_agg(a.attname::text)
    into v_columns, v_readable
    from pg_class as c
    inner join pg_attribute as a on c.oid = a.attrelid and a.attnum > 0
    where c.relnamespace = 'nachet'::regnamespace
        and c.relkind = 'v'
        and c.relname = p_view
        and has_column_privilege(v_reader, c.oid, a.attnum, 'select');
    if v_columns is null then
        perform nachet._raise('NX208', jsonb_build_object('view', p_view));
    end if;
    if jsonb_typeof(p_filter) <> 'object' or p_filter - v_readable <> '{}' then
        perform nachet._raise('NX208', jsonb_build_object('value', p_filter, 'known', v_readable));
    end if;
    select string_agg(case
        when f.value = 'null' then format('v.%I is null', f.key)
        else format('v.%I = %L', f.key, f.value #>> '{}') end, ' and ')
    into v_where
    from jsonb_each(p_filter) as f;
    return query execute format(
        'select to_jsonb(r) from (select %s from nachet.%I as v where %s) as r',
        v_columns, p_view, coalesce(v_where, 'true')
    );
exception
    -- A value that is none of its column's type, or a type without equality.
    when data_exception or undefined_function then
        perform nachet._raise('NX208', jsonb_build_object('value', p_filter));
end
$function$;

comment on function nachet.read_view is
'Returns the rows of a view of this schema, on a cluster too; for analysts.';
grant execute on function nachet.read_view to nachet_analyst;
