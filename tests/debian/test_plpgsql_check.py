"""plpgsql_check reads every PL/pgSQL function against the tables, as no run of it could: each path, each type."""

from __future__ import annotations

import psycopg


def test_no_function_has_a_finding(database_url: str) -> None:
    """Neither an error nor a warning, of any kind that it knows.

    But what a deploy consists of runs SQL that it is given, as the one who deploys: that is its purpose. And the review
    queue is put together of constants in a function of its own (tests/sql/house_rules/statements_are_static).
    """
    with psycopg.connect(database_url) as conn:
        conn.execute("create extension plpgsql_check")
        checked = conn.execute(
            r"""
            select p.oid::regprocedure::text, f.lineno, f.level, f.message, f.detail
            from pg_proc as p
            inner join pg_namespace as n on n.oid = p.pronamespace
            inner join pg_language as l on l.oid = p.prolang and l.lanname = 'plpgsql'
            left join lateral plpgsql_check_function_tb(
                p.oid, fatal_errors => false, all_warnings => true
            -- It overlooks row locks in a common table expression, which need a volatile function.
            ) as f on not (f.message like '%should be STABLE' and p.prosrc ~* '\mfor (no )?key (share|update)\M')
            where n.nspname in ('nachet', 'nachet_data', 'nachet_deploy')
                and not (
                    -- Of a function that only runs dynamic SQL it cannot tell that it reads tables.
                    coalesce(f.level = 'security' or f.message like '%should be IMMUTABLE', false)
                    and (n.nspname = 'nachet_deploy' or p.proname in (
                        '_find_queue', '_find_picture_ids', '_read_distribution', 'read_view'
                    ))
                )
                and 'record'::regtype <> all (p.proargtypes::oid[])
            order by 1, 2
            """
        ).fetchall()
    assert len(checked) > 100
    assert [finding for finding in checked if finding[3]] == []


def test_no_function_that_takes_a_record_has_a_finding(database_url: str) -> None:
    """What a record holds is known when the function is called: it is checked then."""
    with psycopg.connect(database_url) as conn:
        conn.execute("create extension plpgsql_check")
        takers = conn.execute(
            "select p.oid::regprocedure::text from pg_proc as p"
            " where p.pronamespace = 'nachet'::regnamespace and 'record'::regtype = any (p.proargtypes::oid[])"
        ).fetchall()
        notices: list[str | None] = []
        # But that models are not imported, which is told of a registration.
        conn.add_notice_handler(lambda told: notices.extend([told.message_primary] * (told.sqlstate != "01N01")))
        conn.execute("set plpgsql_check.mode = 'every_start'")
        conn.execute("set plpgsql_check.show_nonperformance_extra_warnings = on")
        conn.execute(
            """
            do $$
            declare
                r record;
                v_admin constant uuid := test.add_user('admin@example.org', 'admin');
                v_seed constant uuid := (nachet.resolve_seed('Brassica napus') ->> 'seed_id')::uuid;
            begin
                select * into r from test.register(3, 2);
                perform nachet.verify_seed(
                    r.user_id, r.user_id, r.inference_id,
                    test.feedback(r.document, 0) || test.feedback(r.document, 1, '{"label": "", "classId": ""}')
                    || '{"boxId": "", "label": "Avena fatua",
                        "box": {"topX": 1, "topY": 1, "bottomX": 9, "bottomY": 9}}'
                );
                perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 2, "agreeing": 2}');
                perform nachet.verify_seed(
                    r.user_id, r.user_id, r.inference_id,
                    test.feedback(r.document, 2, '{"qualifier": "cf.", "objectTypeId": 1}')
                );
                perform test.register_again(r.user_id, r.picture_id, test.sample_inference(3, 2));
                perform nachet.rename_seed(v_admin, v_seed, 'Another name');
                perform nachet.undo_seed_change(
                    v_admin, (select c.id from nachet.seed_change as c order by c.id desc limit 1)
                );
                perform nachet.set_review_rule(r.user_id, r.user_id, '{"readers": 1, "agreeing": 1}');
                select * into r from test.register(0, 0);
                perform nachet.verify_seed(r.user_id, r.user_id, r.inference_id, '[]');
            end
            $$
            """
        )
    assert len(takers) == 12
    assert notices == []
