do $$
declare
    v_offenders text;
begin
    select string_agg(c.oid::regclass::text || ' by ' || a.grantee::regrole::text, ', ')
    into v_offenders
    from pg_catalog.pg_class as c
    cross join lateral aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) as a
    where c.relnamespace = 'nachet_data'::regnamespace
        and c.relkind in ('r', 'p', 'v', 'm', 'S')
        and a.grantee <> 'nachet_owner'::regrole;
    assert v_offenders is null, v_offenders;
    assert not has_schema_privilege('nachet_backend', 'nachet_data', 'usage');
    assert not has_schema_privilege('nachet_analyst', 'nachet_data', 'usage');
end
$$;
