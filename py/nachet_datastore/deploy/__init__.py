"""Bring a database to the state that the source describes: roles, tables, functions, views, grants, reference data.

Migrations run once each, as yoyo runs them. Everything else is compared with the catalogue, and what differs is made
again, in one statement: an edited function, a grant given by hand, a view that the source no longer has. The functions
that do it live in the database, in the schema ``nachet_deploy`` (``sql/deploy/``), so that a deploy from here and the
script for a SQL console are the same.

``source.py`` reads the files, ``run.py`` deploys, plans and rolls back, ``script.py`` writes the script, ``status.py``
says what a database is like.
"""

from .run import PATIENCE, DeployReport, Plan, Step, applied_migrations, deploy, plan, plan_rollback, rollback
from .script import roles_script, script
from .source import Migration, Source, source_root
from .status import DatabaseStatus, read_status

__all__ = [
    "PATIENCE",
    "DatabaseStatus",
    "DeployReport",
    "Migration",
    "Plan",
    "Source",
    "Step",
    "applied_migrations",
    "deploy",
    "plan",
    "plan_rollback",
    "read_status",
    "roles_script",
    "rollback",
    "script",
    "source_root",
]
