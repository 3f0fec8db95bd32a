do $test$
declare
    r record;
    v_view record;
    v_rows bigint := 0;
    v_read jsonb;
    v_shown jsonb;
begin
    select * into r from test.register(2, 3);
    perform test.say(r.user_id, r.user_id, r.document, 0);
    for v_view in
        select c.relname::text as name, string_agg(format('%I', a.attname), ', ') as columns
        from pg_catalog.pg_class as c
        inner join pg_catalog.pg_attribute as a on c.oid = a.attrelid and a.attnum > 0
        where c.relnamespace = 'nachet'::regnamespace and c.relkind = 'v'
            and has_column_privilege('nachet_analyst', c.oid, a.attnum, 'select')
        group by c.relname
    loop
        set local role nachet_analyst;
        select coalesce(jsonb_agg(v order by v), '[]') into v_read
        from nachet.read_view(v_view.name) as v;
        execute format(
            'select coalesce(jsonb_agg(to_jsonb(v) order by to_jsonb(v)), ''[]'')
            from (select %s from nachet.%I) as v', v_view.columns, v_view.name
        ) into v_shown;
        reset role;
        assert v_read = v_shown, v_view.name;
        v_rows := v_rows + jsonb_array_length(v_read);
    end loop;
    assert v_rows > 100;
end
$test$;
