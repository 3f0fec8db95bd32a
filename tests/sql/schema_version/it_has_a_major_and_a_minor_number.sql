do $test$
begin
    assert nachet.schema_version() ~ '^\d+\.\d+$';
    assert has_function_privilege('nachet_analyst', 'nachet.schema_version()', 'execute');
end
$test$;
