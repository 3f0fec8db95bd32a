do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_old constant jsonb := jsonb_build_object('seed_id', nachet_data.uuid7());
    v_older constant jsonb := jsonb_build_object('seed_id', nachet_data.uuid7());
    v_old_id constant uuid := v_old ->> 'seed_id';
    v_seed jsonb;
    v_picture uuid;
    r record;
begin
    v_seed := nachet.register_seed(v_user, 'Avena fatua', '{"eppo_code": "AVEFA"}');
    perform nachet.add_seed_alias(v_admin, (v_seed ->> 'seed_id')::uuid, 'wild oat');
    v_seed := nachet.get_seed(v_user, (v_seed ->> 'seed_id')::uuid);
    assert nachet.register_seed(v_user, '"avena  FATUA"', v_old || '{"eppo_code": "AVEFA"}')
        = v_seed, 'the species stays as it is';
    assert nachet.register_seed(v_user, '014 Avena fatua', v_old) = v_seed, 'a repeat';
    assert nachet.register_seed(v_user, 'Wild oat', v_older) = v_seed, 'by an alias';
    perform test.raises(
        format('select nachet.register_seed(%L, %L)', v_user, 'Avena fatua'), 'NX103'
    );
    assert (select count(*) from nachet.seed as s where s.name ~* 'avena fatua') = 1;

    assert nachet.get_seed(v_user, v_old_id) = v_seed;
    v_picture := test.add_picture(v_user, null, v_old);
    assert nachet.get_picture(v_user, v_user, v_picture) #> '{seeds,0,seed_id}'
        = v_seed -> 'seed_id';
    assert jsonb_array_length(
        nachet.find_pictures(v_user, v_user, v_old) -> 'items'
    ) = 1;
    select * into r from test.register(1, 1);
    assert nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, jsonb_build_object('classId', v_old_id))
    ) #>> '{boxes,0,label}' = 'Avena fatua';
    assert nachet.register_seed(
        v_user, 'Avena fatua ssp. x', jsonb_build_object('parent_id', v_old_id, 'rank', 'variety')
    ) -> 'parent_id' = v_seed -> 'seed_id';

    -- It follows a merge, and stays the id of no other species.
    assert test.raises(
        format('select nachet.register_seed(%L, %L, %L)', v_user, 'Avena sativa', v_old), 'NX108'
    ) = v_old;
    perform test.raises(
        format('select nachet.register_seed(%L, %L, %L)', v_user, 'Bromus secalinus', v_old),
        'NX108'
    );
    assert (
        select count(*) = 2 and bool_and(c.other_id = (v_seed ->> 'seed_id')::uuid)
        from nachet.seed_change as c
        where c.seed_id in (v_old_id, (v_older ->> 'seed_id')::uuid) and c.act = 'merge'
    );
    perform nachet.merge_seeds(
        v_admin, (v_seed ->> 'seed_id')::uuid,
        (nachet.resolve_seed('Bromus secalinus') ->> 'seed_id')::uuid
    );
    assert nachet.get_seed(v_user, v_old_id) ->> 'seed_name' = 'Bromus secalinus';
end
$test$;
