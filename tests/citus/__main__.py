"""``python -m citus [root]`` prints what breaks the rules, a line each, and fails if there is anything."""

import sys
from pathlib import Path

from . import RULES, Source, offenders


def main(root: Path) -> int:
    source = Source(root)
    found = [offender for rule in RULES for offender in offenders(source, rule)]
    sys.stdout.writelines(f"{offender}\n" for offender in found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
