do $test$
declare
    v_detail jsonb;
begin
    v_detail := test.raises(
        format(
            'select nachet.register_seed(%L, %L)', test.add_user('a@example.org'),
            '001 brassica JUNSEA'
        ), 'NX111'
    );
    assert v_detail ->> 'seed_name' = 'Brassica juncea';
    assert v_detail ->> 'label' = 'brassica JUNSEA';
end
$test$;
