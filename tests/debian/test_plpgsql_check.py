"""plpgsql_check reads every PL/pgSQL function against the tables, as no run of it could: each path, each type."""

from __future__ import annotations

import psycopg


def test_no_function_has_a_finding(database_url: str) -> None:
    """Neither an error nor a warning, of any kind that it knows.

    But what a deploy consists of runs SQL that it is given, as the one who deploys: that is its purpose.
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
                and not (n.nspname = 'nachet_deploy' and coalesce(f.level = 'security', false))
            order by 1, 2
            """
        ).fetchall()
    assert len(checked) > 100
    assert [finding for finding in checked if finding[3]] == []
