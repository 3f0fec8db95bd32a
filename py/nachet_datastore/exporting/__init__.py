"""Export: specimens and their pictures as files in the formats of the field. It uses the published interface alone.

``rows.py`` reads rows, ``split.py`` has the rule of a split, ``formats/`` one module a format, ``pictures.py`` what
becomes of blobs, ``folder.py`` the folder that is there whole or not at all; ``run.py`` puts them together.
"""

from .run import ExportReport, Format, Pictures, export
from .split import Split

__all__ = ["ExportReport", "Format", "Pictures", "Split", "export"]
