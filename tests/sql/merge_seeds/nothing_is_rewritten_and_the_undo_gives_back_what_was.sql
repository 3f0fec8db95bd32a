create function pg_temp.told(p_user_id uuid, p_inference_id uuid, p_box_id uuid)
returns jsonb
language sql
as $function$
select jsonb_build_object(
    'specimen', (select jsonb_agg(to_jsonb(v) order by v.id) from nachet.specimen as v),
    'verified', (
        select jsonb_agg(to_jsonb(v) order by v.specimen_id) from nachet.verified_object as v
    ),
    'guess', (select jsonb_agg(to_jsonb(v) order by v.id) from nachet.seed_object as v),
    'object', (select jsonb_agg(to_jsonb(v) order by v.id) from nachet.object as v),
    'confusion', (
        select jsonb_agg(to_jsonb(v) order by v.model_seed_id, v.seed_id)
        from nachet.seed_confusion as v
    ),
    'accuracy', (select jsonb_agg(to_jsonb(v) order by v.version) from nachet.model_accuracy as v),
    'picture_seed', (select jsonb_agg(to_jsonb(v) order by v.id) from nachet.picture_seed as v),
    'summary', (
        select jsonb_agg(to_jsonb(v) order by v.picture_id) from nachet.picture_summary as v
    ),
    'identification', (
        select jsonb_agg(to_jsonb(v) order by v.id) from nachet.identification as v
    ),
    'alias', (
        select jsonb_agg(to_jsonb(v) - array['id', 'upload_date'] order by v.name)
        from nachet.seed_alias as v
    ),
    'lineage', (
        select jsonb_agg(to_jsonb(v) order by v.seed_id, v.ancestor_id)
        from nachet.seed_lineage as v
    ),
    'seed', (select jsonb_agg(to_jsonb(v) order by v.id) from nachet.seed as v),
    'inference', nachet.get_inference(p_user_id, p_user_id, p_inference_id),
    'history', nachet.get_object_history(p_user_id, p_user_id, p_box_id)
);
$function$;

do $test$
declare
    v_admin constant uuid := test.add_user('admin@example.org', 'admin');
    v_document jsonb;
    v_inference uuid;
    v_seed uuid[];
    v_before jsonb;
    v_between jsonb;
    v_change uuid[];
begin
    v_document := nachet.register_inference(
        v_admin, v_admin,
        test.add_picture(v_admin, null, '{"seed_name": "Avena fatva"}'),
        '{"totalBoxes": 2, "models": [{"name": "m", "version": "1"}], "boxes": [
            {"box": {"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}, "topN": [
                {"label": "Avena fatua", "score": 0.6}, {"label": "Avena fatva", "score": 0.4}
            ]},
            {"box": {"topX": 21, "topY": 1, "bottomX": 29, "bottomY": 9}, "topN": [
                {"label": "Avena sativa", "score": 0.5}, {"label": "Avena fatua", "score": 0.3}
            ]}
        ]}',
        jsonb_build_object('pipeline', test.add_pipeline())
    );
    v_inference := v_document ->> 'inference_id';
    v_seed := array(
        select (nachet.resolve_seed(l.label) ->> 'seed_id')::uuid
        from unnest(array['Avena fatva', 'Avena fatua', 'Avena sativa']) as l (label)
    );
    perform nachet.verify_seed(
        v_admin, v_admin, v_inference,
        test.feedback(v_document, 0, '{"label": "Avena fatva", "classId": ""}')
        || test.feedback(v_document, 1, '{"label": "Avena fatua", "classId": ""}')
    );
    perform nachet.add_seed_alias(v_admin, v_seed[1], 'wild oat');
    v_before := pg_temp.told(
        v_admin, v_inference, (v_document #>> '{boxes,0,box_id}')::uuid
    );
    assert v_before #>> '{accuracy,0,nb_right}' = '0';

    perform nachet.merge_seeds(v_admin, v_seed[1], v_seed[2], '{"reason": "A misspelling."}');
    v_between := pg_temp.told(
        v_admin, v_inference, (v_document #>> '{boxes,0,box_id}')::uuid
    );
    assert v_between #>> '{accuracy,0,nb_right}' = '1', 'the best guess was right after all';
    assert v_between #>> '{inference,boxes,0,label}' = 'Avena fatua';
    assert v_between #> '{inference,boxes,0,top_id}'
        = v_document #> '{boxes,0,topN,0,object_id}';
    assert v_between #> '{object,0,verified_id}' = v_between #> '{object,0,top_inference}';
    assert not jsonb_path_exists(
        v_between - array['identification', 'lineage'], '$.** ? (@ == $id)',
        jsonb_build_object('id', v_seed[1])
    ), 'no view names it';
    assert (
        select array_agg(s.seed_id order by s.top_x)
        from nachet_data.specimen as s
    ) = v_seed[1:2], 'the rows do';
    assert (
        select o.guess_seed_ids from nachet_data.object as o where o.position = 1
    ) = array[v_seed[2], v_seed[1]];
    assert nachet.verify_seed(
        v_admin, v_admin, v_inference,
        test.feedback(v_document, 0, '{"label": "Avena fatua", "classId": ""}')
    ) #>> '{boxes,0,act}' is null, 'that is what they said';

    -- A second merge moves the first one, too.
    perform nachet.merge_seeds(v_admin, v_seed[2], v_seed[3]);
    assert (
        select array_agg(distinct v.seed_name) from nachet.verified_object as v
    ) = array['Avena sativa'];
    v_change := array(select c.id from nachet.seed_change as c where c.act = 'merge' order by c.id);
    assert test.raises(
        format('select nachet.undo_seed_change(%L, %L)', v_admin, v_change[1]), 'NX121'
    ) ->> 'later_change_id' = v_change[2]::text;
    assert nachet.undo_seed_change(v_admin, v_change[2]) ->> 'seed_name' = 'Avena fatua';
    assert pg_temp.told(v_admin, v_inference, (v_document #>> '{boxes,0,box_id}')::uuid)
        = v_between;
    assert nachet.undo_seed_change(v_admin, v_change[1]) ->> 'seed_name' = 'Avena fatva';
    assert pg_temp.told(v_admin, v_inference, (v_document #>> '{boxes,0,box_id}')::uuid)
        = v_before;
end
$test$;
