do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_new constant uuid := gen_random_uuid();
    v_old uuid;
    v_picture uuid;
    v_answer jsonb;
    v_options jsonb := jsonb_build_object(
        'new_seed_id', v_new, 'aliases', '["Sterile oat"]'::jsonb, 'reason', 'A revision.'
    );
begin
    perform nachet.import_seeds(v_admin, '[
        {"name": "Avena", "rank": "genus"},
        {"name": "Avena fatua", "parent": "Avena", "synonyms": ["Avena sterilis", "Sterile oat"]}
    ]');
    v_old := nachet.resolve_seed('Avena fatua') ->> 'seed_id';
    v_picture := test.add_picture(v_admin, null, '{"seed_name": "Avena sterilis"}');
    v_answer := nachet.split_seed(v_admin, v_old, 'Avena sterilis', v_options);
    assert (v_answer ->> 'seed_id')::uuid = v_new;
    assert v_answer @> '{
        "seed_name": "Avena sterilis", "rank": "species", "parent_name": "Avena",
        "confirmed": true, "aliases": ["Sterile oat"]
    }', v_answer;
    assert nachet.split_seed(v_admin, v_old, 'avena  sterilis', v_options) = v_answer, 'repeated';
    assert nachet.resolve_seed('008 sterile oat') ->> 'seed_id' = v_new::text;
    assert nachet.get_seed(v_admin, v_old) -> 'aliases' = '[]';
    assert (select ps.seed_id from nachet.picture_seed as ps) = v_old, 'history stays';
    assert (
        select (c.seed_id, c.other_id, c.reason)::text
        from nachet.seed_change as c
        where c.act = 'split'
    ) = (v_new, v_old, 'A revision.')::text;

    -- Undone, what was identified as the new one is the old one again, and so are the labels.
    perform nachet.register_pictures(v_admin, v_admin, v_admin, jsonb_build_array(
        jsonb_build_object(
            'media_type', 'image/png', 'extension', 'png', 'byte_size', 1,
            'sha256', repeat('ab', 32), 'seed_id', v_new
        )
    ));
    v_answer := nachet.undo_seed_change(
        v_admin, (select c.id from nachet.seed_change as c where c.act = 'split')
    );
    assert (v_answer ->> 'seed_id')::uuid = v_old;
    assert v_answer -> 'aliases' = '["Avena sterilis", "Sterile oat"]';
    assert nachet.get_seed(v_admin, v_new) = v_answer;
    assert not exists (select from nachet.picture_seed as ps where ps.seed_id = v_new);
end
$test$;
