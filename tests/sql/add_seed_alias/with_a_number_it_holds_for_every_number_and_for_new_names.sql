do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := nachet.resolve_seed('Brassica juncea') ->> 'seed_id';
    v_label text;
begin
    assert nachet.add_seed_alias(v_admin, v_id, '007 Brassica junkea') -> 'aliases'
        ? 'Brassica junkea';
    foreach v_label in array array['007 Brassica junkea', 'brassica junkea', '14 Brassica Junkea']
    loop
        assert nachet.resolve_seed(v_label) ->> 'seed_id' = v_id::text, v_label;
        perform test.add_picture(
            v_user, null, jsonb_build_object('seed_name', v_label, 'sha256', encode(
                sha256(v_label::bytea), 'hex'
            ))
        );
        perform test.raises(
            format('select nachet.register_seed(%L, %L)', v_user, v_label), 'NX111'
        );
    end loop;
    assert (select array_agg(distinct s.seed_id) from nachet.picture_seed as s) = array[v_id];
    assert nachet.remove_seed_alias(v_admin, v_id, '9 Brassica junkea') -> 'aliases'
        = '["Brassica junsea"]';
end
$test$;
