do $test$
begin
    assert nachet.schema_version() = '1';
    assert has_function_privilege('nachet_analyst', 'nachet.schema_version()', 'execute');
end
$test$;
