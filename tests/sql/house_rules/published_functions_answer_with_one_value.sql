-- Never with rows of a table, which would show every new column. What is for analysts alone answers
-- with rows of a view, whose columns are published; read_view with those of any view, as documents.
do $$
declare
    v_offenders text;
begin
    select string_agg(p.oid::regprocedure::text, ', ') into v_offenders
    from pg_catalog.pg_proc as p
    where p.pronamespace = 'nachet'::regnamespace
        and p.proname not like '\_%'
        and p.proname <> 'read_view'
        and case
            when has_function_privilege('nachet_backend', p.oid, 'execute')
                then p.proretset or p.prorettype not in ('jsonb'::regtype, 'text'::regtype)
            else not exists (
                select from pg_catalog.pg_class as c
                where c.reltype = p.prorettype
                    and c.relkind = 'v'
                    and c.relnamespace = 'nachet'::regnamespace
            )
        end;
    assert v_offenders is null, v_offenders;
end
$$;
