"""The rules that let the same sources run on Citus, checked without one.

There tables are spread over nodes by ``container_id``, and a call that works in a container runs whole on the node
that has it. ``parse`` reads migrations, functions and views with PostgreSQL's own parser; ``rules`` looks for what the
planner of Citus refuses or answers wrongly; ``python -m citus [root]`` prints it.
"""

from .parse import Function, Source, Statement
from .rules import RULES, Offender, offenders

__all__ = ["RULES", "Function", "Offender", "Source", "Statement", "offenders"]
