do $test$
begin
    assert has_function_privilege(
        'nachet_backend', 'nachet.get_model_secret(text, text)', 'execute'
    );
    assert not has_function_privilege(
        'nachet_analyst', 'nachet.get_model_secret(text, text)', 'execute'
    );
end
$test$;
