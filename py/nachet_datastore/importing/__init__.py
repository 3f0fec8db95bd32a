"""Bringing pictures in: a folder of them, or blobs that lie in the store already, with what is known of each.

``trees.py`` has what is imported from, ``reading.py`` reads documents strictly, ``formats/`` has one module a format
of documents, ``species.py`` resolves names, ``check.py`` looks at everything before anything is stored, ``carry.py``
stores what was found good, ``report.py`` writes what was refused; ``command.py`` is the command. ``legacy.py`` and its
helpers import the older datastore. All of it uses the published interface alone.
"""

from .check import check
from .model import Plan, Problem, Report, Said, Settings
from .run import import_folder
from .trees import BlobTree, FolderTree, Tree

__all__ = [
    "BlobTree",
    "FolderTree",
    "Plan",
    "Problem",
    "Report",
    "Said",
    "Settings",
    "Tree",
    "check",
    "import_folder",
]
