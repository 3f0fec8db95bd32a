do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
begin
    perform nachet.register_inference(
        v_user, v_user, test.add_picture(v_user),
        '{
            "boxes": [{
                "box": {"topX": 1, "topY": 1, "bottomX": 2, "bottomY": 2},
                "topN": [
                    {"label": "Avena sativa", "score": 0.1}, {"label": "Avena fatua", "score": 0.2}
                ]
            }]
        }',
        jsonb_build_object('pipeline', test.add_pipeline())
    );
    assert jsonb_path_query_array(
        nachet.list_review_queue(v_user, v_user), '$.items[*].label'
    ) = '["Avena fatua"]';
end
$test$;
