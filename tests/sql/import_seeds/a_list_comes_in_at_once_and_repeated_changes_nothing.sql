do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_list constant jsonb := '[
        {"name": "Avena fatua", "rank": "species", "parent": "Avena", "gbif_key": 2705290,
            "eppo_code": "avefa", "itis_tsn": 41457, "synonyms": ["Avena fatva", "avena  FATUA"],
            "vernacular_names": {"en": ["wild oat", "Wild  Oat"], "fr": ["folle avoine"]}},
        {"name": "Avena", "rank": "genus", "family": "Poaceae"},
        {"name": "\"Brassica napus\"", "family": "Brassicaceae", "gbif_key": 3042636},
        {"name": "Iva axillaris", "rank": null, "synonyms": null, "vernacular_names": null}
    ]';
    v_answer jsonb;
    v_before jsonb;
begin
    v_answer := nachet.import_seeds(v_admin, v_list, '{"reason": "The list of 2030."}');
    assert (
        select array_agg((a.value ->> 'seed_name', a.value ->> 'outcome')::text order by a.n)
        from jsonb_array_elements(v_answer) with ordinality as a (value, n)
    ) = array[
        '("Avena fatua",added)', '(Avena,added)', '("Brassica napus",changed)',
        '("Iva axillaris",unchanged)'
    ], v_answer;
    assert nachet.get_seed(v_admin, (v_answer #>> '{0,seed_id}')::uuid) @> '{
        "seed_name": "Avena fatua", "rank": "species", "parent_name": "Avena", "confirmed": true,
        "gbif_key": 2705290, "eppo_code": "AVEFA", "itis_tsn": 41457, "aliases": ["Avena fatva"],
        "vernacular_names": {"en": ["wild oat"], "fr": ["folle avoine"]}
    }';
    assert (
        select (s.rank, s.confirmed)::text from nachet.seed as s where s.name = 'Poaceae'
    ) = '(family,t)';
    assert (
        select array_agg((c.act, c.reason)::text order by c.act, c.id)
        from nachet.seed_change as c
    ) = array_fill('(add,"The list of 2030.")'::text, array[4])
        || array['(update,"The list of 2030.")'], 'two families, too';

    v_before := (
        select jsonb_agg(to_jsonb(s) order by s.id) from nachet_data.seed as s
    );
    assert (
        select array_agg(distinct a.value ->> 'outcome')
        from jsonb_array_elements(nachet.import_seeds(v_admin, v_list)) as a
    ) = array['unchanged'];
    assert v_before = (
        select jsonb_agg(to_jsonb(s) order by s.id) from nachet_data.seed as s
    ), 'no row is written';
    assert (select count(*) from nachet.seed_change as c) = 5;

    -- What an entry does not say stays; the names of a language are replaced.
    v_answer := nachet.import_seeds(v_admin, '[
        {"name": "avena FATVA", "itis_tsn": 7, "vernacular_names": {"en": ["oat", "wild oat"]}}
    ]');
    assert v_answer #>> '{0,outcome}' = 'changed' and v_answer #>> '{0,seed_name}' = 'Avena fatua';
    assert nachet.get_seed(v_admin, (v_answer #>> '{0,seed_id}')::uuid) @> '{
        "parent_name": "Avena", "gbif_key": 2705290, "itis_tsn": 7,
        "vernacular_names": {"en": ["oat", "wild oat"], "fr": ["folle avoine"]}
    }';
    perform nachet.import_seeds(v_admin, '[
        {"name": "Avena fatua", "vernacular_names": {"en": []}}
    ]');
    assert nachet.resolve_seed('Avena fatua') ->> 'seed_id' = v_answer #>> '{0,seed_id}';
    assert nachet.get_seed(v_admin, (v_answer #>> '{0,seed_id}')::uuid) -> 'vernacular_names'
        = '{"fr": ["folle avoine"]}';
    assert nachet.import_seeds(v_admin, '[]') = '[]';
end
$test$;
