"""Nothing is lost, whatever is killed: processes, the server, requests, the disk; everywhere, one by one."""

from __future__ import annotations

import errno
import secrets
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from operations import CONFIRMED_TOO_EARLY, OPERATIONS, Operation
from soak import Soak
from trial import Trial, crash_server, fail_disk, kill

from azurite import Azurite
from conftest import as_user, fast_server, template_database
from nachet_datastore.demo.embedded import EmbeddedServer
from nachet_datastore.errors import StoreError
from nachet_datastore.testing import memory, new_database
from proxy import Answer, Drop, Hang, Hook, Proxy

#: Small enough for a picture of a few kilobytes to travel in blocks.
BLOCKS: dict[str, Any] = {"max_single_put_size": 2000, "max_block_size": 1500}
#: As the SDK retries, only once and sooner.
IMPATIENT: dict[str, Any] = {
    "retry_total": 1,
    "initial_backoff": 0,
    "increment_base": 0.01,
    "random_jitter_range": 0,
    "read_timeout": 0.3,
}

FAULTS = [Drop(), Answer(503), Answer(403, "AuthorizationFailure"), Hang()]

#: What the short form takes: of the operations those without which nothing works, and of the rest a sample.
MAIN = {
    "create user",
    "create folder",
    "upload many",
    "upload crop",
    "register inference",
    "verify",
    "move pictures",
    "delete folder, keep verified",
    "restore folder, kept",
    "unarchive folder",
    "update folder",
    "purge folder",
    "purge",
}
SAMPLE = {"upload many"}
#: After this all is as it was before, for whom the process ends: the kernel has what it wrote.
UNCHANGED = ("before ", "after fsync")
#: Rounds at random, of the long form and of the short one.
LONG, SHORT = 70, 1


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Everything in the long form, a choice of it in the short one."""
    long = metafunc.config.getoption("long")
    main, sample = ([one for one in OPERATIONS if long or one.name in names] for names in (MAIN, SAMPLE))
    if metafunc.function is test_a_process_may_be_killed_at_any_point:
        cases = [("sync", "local", operation) for operation in main]
        cases += [("sync", "azurite", operation) for operation in sample if long]
        cases += [("async", "azurite", operation) for operation in sample if long]
        names = [f"{client}-{store}-{operation.name}" for client, store, operation in cases]
        metafunc.parametrize(("client", "trial", "operation"), cases, ids=names, indirect=["trial"])
    elif "operation" in metafunc.fixturenames:
        metafunc.parametrize("operation", sample, ids=lambda operation: operation.name)
    if "fault" in metafunc.fixturenames:
        metafunc.parametrize("when", ["before", "after"] if long else ["after"])
        metafunc.parametrize("fault", FAULTS if long else FAULTS[:1], ids=repr)


@pytest.fixture(scope="session")
def tally(request: pytest.FixtureRequest) -> Iterator[Counter[str]]:
    """What was counted; printed in the end by the long form."""
    counted: Counter[str] = Counter()
    yield counted
    if request.config.getoption("long"):
        plugins = request.config.pluginmanager
        reporter: Any = plugins.getplugin("terminalreporter")
        capture: Any = plugins.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():
            reporter.ensure_newline()
            reporter.write_sep("-", "what was killed")
            for name, number in sorted(counted.items()):
                reporter.write_line(f"{number:8,} {name}")


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether everything is to be tried that there is."""
    return bool(request.config.getoption("long"))


@pytest.fixture(scope="module")
def mortal() -> Iterator[tuple[EmbeddedServer, str]]:
    """A server that may crash, with its template database. What it said is committed, the kernel has."""
    with fast_server({"synchronous_commit": "on"}) as server, template_database(server.url()) as template:
        yield server, template


@pytest.fixture
def trial(request: pytest.FixtureRequest, tally: Counter[str]) -> Iterator[Trial]:
    """A trial on a local folder, on Azure, or on a local folder with a server that may crash."""
    with ExitStack() as opened:
        server = None
        if request.param == "mortal":
            server, template = request.getfixturevalue("mortal")
            url = opened.enter_context(new_database(server.url(), f"{template}_1", template))
        else:
            url = request.getfixturevalue("database_url")
        if request.param == "azurite":
            storage_url, options = request.getfixturevalue("azurite").new_account(), BLOCKS
        else:
            # In memory, where that may be: nothing of this survives a power cut, all of it the end of a process.
            storage_url, options = f"{opened.enter_context(TemporaryDirectory(dir=memory(64 << 20)))}/store", {}
        made = Trial(url, as_user(url, "nachet_test_backend"), storage_url, options, server)
        yield opened.enter_context(closing(made))
        tally.update({f"mended: {kind}": number for kind, number in made.mended.items()})


def test_a_process_may_be_killed_at_any_point(
    trial: Trial, client: str, operation: Operation, long: bool, tally: Counter[str]
) -> None:
    refuse(killed_everywhere(trial, operation, client, long, tally))


@pytest.mark.parametrize("trial", ["local"], indirect=True)
def test_what_acts_in_the_wrong_order_is_found(trial: Trial, long: bool) -> None:
    """Confirmed before it is written, a picture is seen without its blob by those who read in between.

    The upload that is sent again then writes the blob that is missing.
    """
    problems = killed_everywhere(trial, CONFIRMED_TOO_EARLY, "sync", long, Counter())
    missing = [problem for problem in problems if "has no blob" in problem]
    assert any("after sql confirm_pictures: readers: " in problem for problem in missing)
    assert not any("after link" in problem for problem in missing)


def killed_everywhere(trial: Trial, operation: Operation, client: str, long: bool, tally: Counter[str]) -> list[str]:
    """What is wrong when a process is killed at any point of an operation."""
    undisturbed = trial.undisturbed(operation, client=client)
    orders = cycle([False, True])
    problems = []
    for number, point in enumerate(undisturbed.points):
        if not long and (point.startswith(UNCHANGED) or not _is_at_an_end(undisturbed.points, number)):
            continue
        tally["points"] += 1
        for repeat_first in islice(orders, 2 if long else 1):
            # On a busy machine the SDK may have to ask twice: then it was another run, and is made again.
            for _ in range(5):
                trial.begin(operation)
                killed = trial.run(operation, number, kill, client=client)
                if killed.points == undisturbed.points[: number + 1]:
                    break
                tally["runs that came by other points and were made again"] += 1
            else:
                pytest.fail(f"{killed.points} instead of {undisturbed.points[: number + 1]}")
            assert killed.exit_code == -signal.SIGKILL
            found = trial.aftermath(operation, undisturbed, repeat_first=repeat_first)
            problems += [f"{number} {point}: {line}" for line in found]
            tally["kills of a process at a point"] += 1
    return problems


def _is_at_an_end(points: list[str], number: int) -> bool:
    """Whether a point is the first or the last of its name: what an operation does again and again is tried twice."""
    return points[number] not in points[:number] or points[number] not in points[number + 1 :]


@pytest.mark.parametrize("trial", ["local"], indirect=True)
def test_the_disk_may_fail_at_any_point(trial: Trial, operation: Operation, long: bool, tally: Counter[str]) -> None:
    """Before it did what it was told, or after."""
    errors = cycle([errno.ENOSPC, errno.EIO, errno.EACCES])
    undisturbed = trial.undisturbed(operation)
    problems = []
    for at, point in enumerate(undisturbed.points):
        if " sql " not in point and (long or (point.startswith("before") and _is_at_an_end(undisturbed.points, at))):
            trial.begin(operation)
            run = trial.run(operation, at, fail_disk(next(errors)), client="pool")
            found = [] if run.exit_code == 0 else [f"exit code {run.exit_code}"]
            found += trial.aftermath(operation, undisturbed)
            problems += [f"{at} {point}: {line}" for line in found]
            tally["errors of the disk"] += 1
    refuse(problems)


@pytest.mark.parametrize("trial", ["mortal"], indirect=True)
def test_the_server_may_crash_at_any_statement(trial: Trial, operation: Operation, tally: Counter[str]) -> None:
    """And nowhere else: what a store does meanwhile changes nothing for the server, nor the other way round."""
    undisturbed = trial.undisturbed(operation, client="pool")
    problems = []
    for at, point in enumerate(undisturbed.points):
        if " sql " in point:
            trial.begin(operation)
            run = trial.run(operation, at, crash_server, client="pool")
            found = [] if run.exit_code == 0 else [f"exit code {run.exit_code}"]
            found += trial.aftermath(operation, undisturbed)
            problems += [f"{at} {point}: {line}" for line in found]
            tally["crashes of the server at a statement"] += 1
    refuse(problems)


def refuse(problems: list[str], where: str = "") -> None:
    """Fail with all of them, where there are some."""
    if problems:
        pytest.fail("\n".join([where, *problems]), pytrace=False)


def from_on(first: int, fault: Any) -> Hook:
    """A fault of all requests from the one with this number on."""
    return lambda request: fault if request.number >= first else None


@pytest.mark.parametrize("trial", ["azurite"], indirect=True)
def test_the_store_may_fail_at_any_request(
    trial: Trial, azurite: Azurite, operation: Operation, fault: Any, when: str, tally: Counter[str]
) -> None:
    """From one request on all fail, whether they reach the store or not; until the operation gives up."""
    undisturbed = trial.undisturbed(operation)
    requests = sum(point.startswith("after") and " sql " not in point for point in undisturbed.points)
    problems = []
    with Proxy(azurite.url) as proxy:
        for number in range(requests):
            trial.begin(operation)
            setattr(proxy, when, from_on(len(proxy.requests) + number + 1, fault))
            with suppress(StoreError):
                trial.act(operation, trial.client("sync", proxy.account(trial.storage_url), IMPATIENT))
            proxy.before = proxy.after = lambda _: None
            problems += [f"{number}: {line}" for line in trial.aftermath(operation, undisturbed)]
            tally["failures of the store at a request"] += 1
    refuse(problems)


@pytest.mark.parametrize("trial", ["local", "azurite", "mortal"], indirect=True)
def test_processes_may_be_killed_at_random(
    request: pytest.FixtureRequest, trial: Trial, tmp_path: Path, long: bool, tally: Counter[str]
) -> None:
    seed = request.config.getoption("seed") or secrets.randbits(32)
    soak = Soak(trial, seed, tmp_path / "journal")
    for number in range(LONG if long else SHORT):
        refuse(soak.round(number), f"round {number}; again with --seed {seed}")
    tally.update(soak.counted)
