do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_answer jsonb;
begin
    v_answer := nachet.register_inference(
        v_user, v_user, test.add_picture(v_user),
        '{"boxes": [{
            "box": {"topX": 1, "topY": 1, "bottomX": 2, "bottomY": 2}, "label": "Brassica juncea",
            "score": 0.4,
            "topN": [
                {"label": "000 Brassica napus", "score": 0.1},
                {"label": "001 Brassica junsea", "score": 0.4},
                {"label": "002 Cirsium arvense", "score": 0.4}
            ]
        }], "totalBoxes": 1}',
        jsonb_build_object('pipeline', test.add_pipeline())
    ) #> '{boxes,0}';
    assert v_answer -> 'top_id' = v_answer #> '{topN,1,object_id}';
    assert (
        select array_agg(s.name order by so.rank)
        from nachet.seed_object as so
        inner join nachet.seed as s on so.seed_id = s.id
    ) = array['Brassica juncea', 'Cirsium arvense', 'Brassica napus'];
end
$test$;
