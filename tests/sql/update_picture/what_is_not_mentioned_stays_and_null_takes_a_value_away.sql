do $test$
declare
    v_user constant uuid := test.add_user('a@example.org');
    v_id constant uuid := test.add_picture(
        v_user, v_user, '{"name": "a.png", "zoom": 1.5, "nb_seeds": 3, "description": "d",
            "metadata": {"a": 1, "b": {"c": 2}}, "device": "D", "lens": "L", "tray": "T",
            "sample": "S", "taken_at": "2026-03-13"}'
    );
    v_old constant jsonb := nachet.get_picture(v_user, v_user, v_id) - 'updated_at';
    v_new jsonb;
begin
    assert nachet.update_picture(v_user, v_user, v_id, '{}') - 'updated_at' = v_old;
    v_new := nachet.update_picture(
        v_user, v_user, v_id, '{"zoom": 2, "lens": null, "metadata": {"a": null, "e": [1]},
            "taken_at": "2026-03-13T10:00:00-05:00", "reason": "misread"}'
    );
    assert v_new - 'updated_at' = v_old || '{"zoom": 2, "lens": null,
        "metadata": {"b": {"c": 2}, "e": [1]}, "taken_at": "2026-03-13T15:00:00+00:00"}', v_new;
    assert v_new = nachet.get_picture(v_user, v_user, v_id);
    assert nachet.update_picture(
        v_user, v_user, v_id, '{"name": null, "zoom": null, "nb_seeds": null, "description": null,
            "metadata": null, "device": null, "lens": null, "tray": null, "sample": null,
            "taken_at": null}'
    ) @> '{"name": null, "zoom": null, "nb_seeds": null, "description": null, "metadata": {},
        "device": null, "lens": null, "tray": null, "sample": null, "taken_at": null}';
end
$test$;
