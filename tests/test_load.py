"""What was acknowledged is there, also when many work at once and all fails now and then; longer with ``make load``."""

from __future__ import annotations

import pytest

from azurite import Azurite
from conftest import execute
from load import load


@pytest.mark.long
def test_under_load_every_promise_holds_and_a_loss_would_be_seen(azurite: Azurite) -> None:
    with load(azurite) as run:
        run.run(6)
        broken = [str(figure) for figure in run.figures() if not figure.holds]
        assert (broken, run.wrong) == ([], [])
        execute(run.superuser_url, "update nachet_data.user_container set permission_id = permission_id % 3 + 1")
        assert [line for line in run.lost() if line.startswith("lost: share of ")]
