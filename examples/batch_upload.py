"""Store all pictures of a folder as pictures of one species: ``batch_upload.py E-MAIL SPECIES FOLDER``.

Each file stands for itself: a bad one is named, the others are stored. Run it again after a failure, or with more
files: a stored file is not stored twice.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nachet_datastore import Conflict, Datastore, Upload


def main(email: str, species: str, folder: Path) -> None:
    """Store the files and print the id of each picture."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    with Datastore("postgresql://", os.environ["NACHET_STORAGE_URL"]) as datastore:
        user = datastore.get_user(email)
        try:
            picture_set_id = datastore.create_picture_set(user.user_id, folder.name).picture_set_id
        except Conflict as conflict:
            picture_set_id = conflict.detail["picture_set_id"]
        batch = datastore.begin_batch(user.user_id, picture_set_id, expected=len(files) or None, seed_name=species)
        uploads = [Upload(data=path) for path in files]
        report = datastore.upload_pictures(user.user_id, uploads, batch_id=batch.batch_id, parallel=8)
        counted = datastore.end_batch(user.user_id, batch.batch_id)
    for path, picture_id in zip(files, report.picture_ids, strict=True):
        print(picture_id or "refused", path.name)
    for refused in report.refused:
        print(f"{refused.file}: {refused.error}", file=sys.stderr)
    print(f"{counted.stored} stored, {counted.duplicates} there already, {counted.refused} refused", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
