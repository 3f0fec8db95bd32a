"""Spread a database over the nodes of a Citus cluster: what ``sql/distribute.sql`` does, where the extension is."""

from __future__ import annotations

import logging
import re

import psycopg

from ..errors import CitusMissing
from .plan import Step
from .source import Source
from .state import connect

logger = logging.getLogger(__name__)


def distribute(url: str = "", *, source: Source | None = None) -> tuple[Step, ...]:
    """Spread what is not spread yet of an installed database; repeated, it changes nothing.

    Connects to the coordinator, as who may make roles on each node. Raises CitusMissing, or ``psycopg.Error``: what is
    spread by then stays so, and the next one goes on from there.
    """
    with connect(url) as conn:
        if not has_citus(conn):
            raise CitusMissing
        return spread(conn, source or Source())


def has_citus(conn: psycopg.Connection) -> bool:
    """Whether the database has the extension."""
    return conn.execute("select from pg_extension as e where e.extname = 'citus'").fetchone() is not None


def blocks(source: Source) -> list[str]:
    """The parts of the script. Each commits: Citus must know of roles and schemas before what stands on them."""
    return re.findall(r"^do \$do\$\n.*?^\$do\$;\n", source.text("sql/distribute.sql"), re.MULTILINE | re.DOTALL)


def spread(conn: psycopg.Connection, source: Source) -> tuple[Step, ...]:
    """Run the script on a connection in autocommit; it tells of each thing that it spreads."""
    steps = list[Step]()

    def told(notice: psycopg.errors.Diagnostic) -> None:
        if notice.sqlstate == "01N02":
            logger.info("%s", notice.message_primary)
            steps.append(Step("distribute", notice.message_primary or ""))

    conn.add_notice_handler(told)
    try:
        for text in blocks(source):
            conn.execute(text)
    finally:
        conn.remove_notice_handler(told)
    return tuple(steps)
