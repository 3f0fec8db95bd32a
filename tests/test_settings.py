"""What is set for a login, a database or a server changes neither a deploy nor what the clients do.

All settings at once; ``make matrix`` takes them one by one.
"""

from __future__ import annotations

import pytest

from anywhere import FOR_DEPLOYS, SETTINGS, changed, deploys, logins, main_job, owned
from conftest import as_user


@pytest.mark.long
def test_settings_hurt_nobody(server_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is made, then nothing more; status has nothing to say, and the main job is done."""
    for_all = {name: value for name, value in SETTINGS.items() if name not in FOR_DEPLOYS}
    with (
        logins(server_url),
        owned(server_url, "dba") as url,
        changed(server_url, "dba", SETTINGS),
        changed(server_url, "job", for_all),
    ):
        monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
        deploys(url)
        main_job(as_user(url, "job"))
