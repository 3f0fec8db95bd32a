do $test$
declare
    r record;
begin
    select * into r from test.register(3, 5);
    perform nachet.verify_seed(
        r.user_id, r.user_id, r.inference_id,
        test.feedback(r.document, 0, '{"label": "", "classId": ""}') || '[{
            "boxId": "", "label": "Cirsium arvense",
            "box": {"topX": 900, "topY": 900, "bottomX": 950, "bottomY": 950}
        }]'
    );
    assert (
        select s.nb_object from nachet.inference_summary as s where s.inference_id = r.inference_id
    ) = 3;
    assert nachet.get_picture(r.user_id, r.user_id, r.picture_id) -> 'nb_object' = '3';
end
$test$;
