"""Bring a database to the state that the source describes: roles, tables, functions, views, grants, reference data.

A plan is a list of SQL statements, which a deploy runs, ``plan`` names and the script prints. ``source.py`` reads the
files, ``state.py`` the database, and refuses what is not fit; ``plan.py`` finds what differs and what to do about it;
``spread.py`` spreads it over several machines, where there are.
"""

from .plan import Plan, Step
from .run import PATIENCE, DeployReport, deploy, plan, roles_script, rollback, script
from .source import Migration, Source, source_root
from .spread import distribute
from .state import DatabaseStatus, Drift, read_status

__all__ = ["PATIENCE", "DatabaseStatus", "DeployReport", "Drift", "Migration", "Plan", "Source", "Step"]
__all__ += ["deploy", "distribute", "plan", "read_status", "roles_script", "rollback", "script", "source_root"]
