do $test$
declare
    v_admin constant uuid := test.add_user('a@example.org', 'admin');
    v_seeds jsonb := '{}'::jsonb;
    v_name text;
    v_classes jsonb;
begin
    perform nachet.import_regulated_list(v_admin, '{
        "name": "Ours", "authority": "The lab", "jurisdiction": "lab", "periods": [
            {"title": "t", "valid_from": "2020-01-01", "classes": [
                {"number": 1, "name_en": "bad", "name_fr": "m", "complete": true, "entries": [
                    {"name": "Avena fatua", "synonyms": ["Avena hybrida"]}, {"name": "Poa spp."},
                    {"name": "Brassica junsea"}
                ]},
                {"number": 2, "name_en": "b", "name_fr": "m", "complete": true, "entries": [
                    {"name": "Poa annua"}, {"name": "Bromus tectorum"}, {"name": "Lolium"}
                ]}
            ]}
        ]
    }');
    foreach v_name in array array[
        'Avena hybrida', 'Poa annua', 'Poa pratensis', 'Bromus', 'Bromus inermis', 'A variety',
        'Loliaceum x'
    ] loop
        v_seeds := v_seeds || jsonb_build_object(
            v_name, nachet.register_seed(v_admin, v_name) ->> 'seed_id'
        );
    end loop;
    -- Registered later; merged into another; below one that is listed.
    perform nachet.register_seed(v_admin, 'Bromus tectorum');
    perform nachet.merge_seeds(
        v_admin, (nachet.resolve_seed('Bromus tectorum') ->> 'seed_id')::uuid,
        (v_seeds ->> 'Bromus inermis')::uuid
    );
    perform nachet.update_seed(
        v_admin, (v_seeds ->> 'A variety')::uuid,
        jsonb_build_object('rank', 'variety', 'parent_id', v_seeds ->> 'Avena hybrida')
    );
    select jsonb_object_agg(s.name, g.class_number) into v_classes
    from nachet.regulated_seed as g
    inner join nachet.regulated_list as l on g.list_id = l.id
    inner join nachet.seed as s on g.seed_id = s.id
    where l.name = 'Ours';
    assert v_classes = '{
        "Avena hybrida": 1, "A variety": 1, "Poa annua": 2, "Poa pratensis": 1,
        "Brassica juncea": 1, "Bromus inermis": 2
    }', v_classes::text;
end
$test$;
