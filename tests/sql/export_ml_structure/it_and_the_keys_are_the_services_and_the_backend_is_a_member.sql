do $test$
declare
    v_name text;
begin
    foreach v_name in array array[
        'nachet.export_ml_structure()', 'nachet.export_seeds(jsonb)',
        'nachet.get_model_secret(text, text)'
    ] loop
        assert has_function_privilege('nachet_backend', v_name, 'execute');
        assert not has_function_privilege('nachet_analyst', v_name, 'execute');
        assert not exists (
            select
            from pg_proc as p, lateral aclexplode(p.proacl) as a
            where p.oid = v_name::regprocedure and a.grantee = 'nachet_backend'::regrole
        ), v_name || ' is granted by membership, which may be taken away';
    end loop;
end
$test$;
