-- Of what people write as they like: an object, nested up to 32 deep, of up to 100,000 characters.
do $test$
declare
    c_good constant jsonb := jsonb_build_array(
        '{}'::jsonb,
        (repeat('{"a":', 31) || '{}' || repeat('}', 31))::jsonb,
        (repeat('{"a":[', 15) || '{"a": {}}' || repeat(']}', 15))::jsonb,
        jsonb_build_object('a', repeat('x', 99990))
    );
    -- The last two are deeper than a recursion could go.
    c_bad constant jsonb := jsonb_build_array(
        '[]'::jsonb, '""'::jsonb, '0'::jsonb,
        jsonb_build_object('a', repeat('x', 100000)),
        (repeat('{"a":', 33) || '1' || repeat('}', 33))::jsonb,
        (repeat('{"a":', 3000) || '1' || repeat('}', 3000))::jsonb,
        ('{"a":' || repeat('[', 3000) || repeat(']', 3000) || '}')::jsonb
    );
    v_user constant uuid := test.add_user('a@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_set constant uuid := nachet.create_picture_set(v_user, v_user) ->> 'picture_set_id';
    v_picture constant uuid := test.add_picture(v_user);
    v_seed constant uuid := nachet.register_seed(v_user, 'Bidens old') ->> 'seed_id';
    v_batch constant uuid := nachet.begin_batch(v_user, v_user, v_user) ->> 'batch_id';
    v_case record;
    v_value jsonb;
    v_call text;
begin
    for v_case in
        select *
        from (
            values
            (
                'NX210', 'create_picture_set',
                format('%1$L, %1$L, jsonb_build_object(''metadata'', $1)', v_user)
            ),
            (
                'NX210', 'update_picture_set',
                format('%1$L, %1$L, %2$L, jsonb_build_object(''metadata'', $1)', v_user, v_set)
            ),
            (
                'NX203', 'register_pictures',
                format(
                    '%1$L, %1$L, %1$L, jsonb_build_array(jsonb_build_object(''metadata'', $1) || '
                    '''{"media_type": "image/png", "extension": "png", "byte_size": 1, '
                    '"sha256": "%2$s"}'')',
                    v_user, repeat('ab', 32)
                )
            ),
            (
                'NX203', 'update_picture',
                format('%1$L, %1$L, %2$L, jsonb_build_object(''metadata'', $1)', v_user, v_picture)
            ),
            (
                'NX203', 'begin_batch',
                format('%1$L, %1$L, %1$L, jsonb_build_object(''metadata'', $1)', v_user)
            ),
            (
                'NX206', 'register_seed',
                format('%L, ''Bidens new'', jsonb_build_object(''information'', $1)', v_user)
            ),
            (
                'NX206', 'update_seed',
                format('%L, %L, jsonb_build_object(''information'', $1)', v_admin, v_seed)
            ),
            (
                'NX206', 'split_seed',
                format(
                    '%L, %L, ''Avena parted'', jsonb_build_object(''information'', $1)', v_admin,
                    v_seed
                )
            )
        ) as c (code, function, arguments)
    loop
        for v_value in
            select g.value from jsonb_array_elements(c_good) as g
        loop
            v_call := replace(
                format('select nachet.%s(%s)', v_case.function, v_case.arguments), '$1',
                format('%L::jsonb', v_value)
            );
            begin
                execute v_call;
                raise exception using errcode = 'TAKEN';
            exception
                when sqlstate 'TAKEN' then null;
            end;
        end loop;
        for v_value in
            select b.value from jsonb_array_elements(c_bad) as b
        loop
            perform test.raises(
                replace(
                    format('select nachet.%s(%s)', v_case.function, v_case.arguments), '$1',
                    format('%L::jsonb', v_value)
                ),
                v_case.code
            );
        end loop;
    end loop;

    -- The detail of a refusal is shorter, a document of models has these limits for each of them.
    for v_value in
        select b.value from jsonb_array_elements(c_bad) as b
    loop
        perform test.raises(
            format(
                'select nachet.record_refusals(%1$L, %1$L, %2$L, %3$L)', v_user, v_batch,
                jsonb_build_array(jsonb_build_object(
                    'code', 'X', 'message', '', 'detail', v_value
                ))
            ),
            'NX203'
        );
        continue when jsonb_typeof(v_value) <> 'object';
        perform test.raises(
            format(
                'select nachet.import_ml_structure(%L, %L)', v_admin,
                jsonb_set(test.ml_structure(), '{models,0,metrics}', v_value)
            ),
            'NX207'
        );
        perform test.raises(
            format(
                'select nachet.import_ml_structure(%L, %L)', v_admin,
                jsonb_set(test.ml_structure(), '{pipelines,0,metrics}', v_value)
            ),
            'NX207'
        );
    end loop;
end
$test$;
