"""What comes of it when several do something at the same moment.

The first has called and not committed yet when the others call; all of them wait, which the server says, until the
first commits or gives up. So nothing here depends on who is quicker, but for the storm at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from random import Random
from threading import Barrier
from time import monotonic
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest

from conftest import as_user
from nachet_datastore import Datastore, errors
from nachet_datastore.records import BoxFeedback, Decision
from nachet_datastore.wrapper import Call, calls
from world import CALLS, CHANGING, GUESSES, Things, World, box, document, picture


@pytest.fixture
def here(fresh: World) -> Things:
    """The owner's private container."""
    return fresh.things["private"]


@pytest.fixture
def owner(fresh: World) -> UUID:
    return fresh.users["owner"]


@pytest.fixture
def admin(fresh: World) -> UUID:
    return fresh.users["admin"]


@pytest.fixture
def url(fresh: World) -> str:
    """The world as the backend sees it."""
    return as_user(fresh.url, "nachet_test_backend")


@pytest.fixture
def datastore(url: str) -> Iterator[Datastore]:
    with psycopg.connect(url, autocommit=True) as conn:
        yield Datastore(conn)


@pytest.fixture
def meet(url: str) -> Iterator[Meeting]:
    with ExitStack() as stack:
        yield Meeting(url, stack)


class Meeting:
    """Makes calls meet: ``meet(first, *others)`` gives the outcome of each, its answer or the error that it raised."""

    def __init__(self, url: str, stack: ExitStack) -> None:
        self._url = url
        self._stack = stack
        self._onlooker = self._connect()

    def _connect(self, *, autocommit: bool = True) -> psycopg.Connection:
        return self._stack.enter_context(psycopg.connect(self._url, autocommit=autocommit))

    def __call__(self, first: Call[Any], *others: Call[Any], give_up: bool = False) -> list[Any]:
        """The first call ends, with a commit or where it gives up without, once all the others wait for it."""
        holder = self._connect(autocommit=False)
        callers = [self._connect() for _ in others]
        outcomes = [_outcome(holder, first)]
        with ThreadPoolExecutor(len(others)) as threads:
            running = [threads.submit(_outcome, *pair) for pair in zip(callers, others, strict=True)]
            try:
                self._wait_for([conn.info.backend_pid for conn in callers], running)
            finally:
                holder.rollback() if give_up else holder.commit()
            return outcomes + [answer.result() for answer in running]

    def _wait_for(self, pids: list[int], running: list[Future[Any]]) -> None:
        """Until all of these wait for a lock."""
        deadline = monotonic() + 30
        waiting = 0
        while waiting < len(pids):
            assert monotonic() < deadline, f"{waiting} of {len(pids)} wait"
            assert not [answer.result() for answer in running if answer.done()], "it did not wait"
            (waiting,) = self._onlooker.execute(
                "select count(distinct pid) from pg_locks where not granted and pid = any(%s)", [pids]
            ).fetchone() or (0,)


def _outcome(conn: psycopg.Connection, call: Call[Any]) -> Any:
    try:
        return Datastore(conn).run(call)
    except errors.NachetError as error:
        return error


def _kinds(outcomes: list[Any]) -> list[type]:
    return [type(outcome) for outcome in outcomes]


# -- names and ids -------------------------------------------------------------------------------------------------


def test_of_fifty_who_create_a_folder_of_one_name_one_does(meet: Meeting, datastore: Datastore, owner: UUID) -> None:
    outcomes = meet(*[calls.create_picture_set(owner, "Avena") for _ in range(50)])
    assert _kinds(outcomes[1:]) == [errors.PictureSetExists] * 49
    assert [folder["folder_name"] for folder in datastore.list_picture_sets(owner)].count("Avena") == 1


def test_a_name_that_the_first_gives_up_goes_to_one_other(meet: Meeting, datastore: Datastore, owner: UUID) -> None:
    outcomes = meet(*[calls.create_picture_set(owner, "Avena") for _ in range(10)], give_up=True)
    assert _kinds(outcomes[1:]).count(errors.PictureSetExists) == 8
    assert [folder["folder_name"] for folder in datastore.list_picture_sets(owner)].count("Avena") == 1


def test_of_two_folders_renamed_alike_the_second_is_told(meet: Meeting, here: Things, owner: UUID) -> None:
    outcomes = meet(
        calls.rename_picture_set(owner, here.picture_set_id, "Avena"),
        calls.rename_picture_set(owner, here.other_set_id, "AVENA"),
        calls.restore_picture_set(owner, here.deleted_set_id, name="avena"),
    )
    assert _kinds(outcomes[1:]) == [errors.PictureSetExists] * 2


def test_created_twice_with_one_id_it_is_there_once(meet: Meeting, owner: UUID) -> None:
    new_id = uuid4()
    for create in (
        calls.create_user("new@example.org", user_id=new_id),
        calls.create_container(owner, "new", container_id=uuid4()),
        calls.create_group(owner, "new", "read", group_id=new_id),
        calls.create_picture_set(owner, "new", picture_set_id=new_id),
        calls.register_seed(owner, "New species", seed_id=new_id),
    ):
        outcomes = meet(create, create, create)
        first, *others = (outcome.answer if isinstance(outcome, Decision) else outcome for outcome in outcomes)
        assert others == [first, first]


def test_a_user_of_one_address_is_created_once(meet: Meeting) -> None:
    outcomes = meet(calls.create_user("new@example.org"), calls.create_user("New@Example.org"))
    assert _kinds(outcomes[1:]) == [errors.UserExists]


# -- people --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("each", "told"), [("other", errors.AdministratorRequired), ("self", errors.LastAdministrator)]
)
def test_one_administrator_stays(
    each: str, told: type[errors.NachetError], meet: Meeting, datastore: Datastore, admin: UUID
) -> None:
    second = datastore.create_user("second@example.org", permission="admin").user_id
    targets = [second, admin] if each == "other" else [admin, second]
    outcomes = meet(
        calls.set_user_permission(admin, targets[0], "read"), calls.set_user_permission(second, targets[1], "read")
    )
    assert _kinds(outcomes[1:]) == [told]


def test_what_is_shared_with_a_group_while_it_is_deleted_is_not(
    meet: Meeting, datastore: Datastore, here: Things, owner: UUID
) -> None:
    outcomes = meet(calls.delete_group(owner, here.group_id), calls.share_container(owner, here.group_id))
    assert _kinds(outcomes[1:]) == [errors.GroupNotFound]
    assert here.group_id not in [share.group_id for share in datastore.list_container_shares(owner)]


def _gifts(owner: UUID, leaving: UUID, container: UUID, group: UUID) -> dict[str, Call[Any]]:
    """What somebody gives to a user, or the user makes, while the user is ended."""
    email = "leaving@example.org"
    return {
        "a container of one's own": calls.create_container(leaving, "own"),
        "a group of one's own": calls.create_group(leaving, "own", "read"),
        "a container": calls.hand_over_container(owner, container, leaving),
        "a group": calls.hand_over_group(owner, group, leaving),
        "a membership": calls.add_group_member(owner, group, leaving),
        "a membership by e-mail": calls.add_group_member_by_email(owner, group, email),
        "a share": calls.share_container_with_user(owner, str(leaving), "manage", container_id=container),
        "a share by e-mail": calls.share_container_with_user(owner, email, "read", container_id=container),
    }


#: What a user has.
_HAS = """
select 'container', c.id from nachet_data.container as c where c.owner_id = %(id)s
union all select 'group', g.id from nachet_data.groups as g where g.owner_id = %(id)s
union all select 'membership', ug.id from nachet_data.user_group as ug where ug.user_id = %(id)s
union all select 'share', uc.id from nachet_data.user_container as uc where uc.user_id = %(id)s
"""


@pytest.mark.parametrize("given", _gifts(*[UUID(int=0)] * 4))
@pytest.mark.parametrize("end_is_first", [True, False], ids=["end first", "end second"])
def test_a_former_user_gets_nothing_and_keeps_nothing(
    given: str, end_is_first: bool, meet: Meeting, fresh: World, datastore: Datastore, owner: UUID, admin: UUID
) -> None:
    leaving = datastore.create_user("leaving@example.org").user_id
    container = datastore.create_container(owner, "given").container_id
    group = datastore.create_group(owner, "Given", "write").group_id
    datastore.share_container_with_user(owner, "leaving@example.org", "read")  # So that the owner can see the user.
    give = _gifts(owner, leaving, container, group)[given]
    end = calls.end_user(admin, leaving, new_owner_id=owner)
    if end_is_first:
        _, refused = meet(end, give)
        assert isinstance(refused, errors.UserNotFound)
    else:
        outcomes = meet(give, end)
        assert not [one for one in outcomes if isinstance(one, errors.NachetError)]
    with psycopg.connect(fresh.url) as conn:
        assert conn.execute(_HAS, {"id": leaving}).fetchall() == []


# -- pictures ------------------------------------------------------------------------------------------------------


def test_the_same_bytes_twenty_times_are_one_picture(
    meet: Meeting, datastore: Datastore, here: Things, owner: UUID
) -> None:
    there = len(datastore.list_picture_set_pictures(owner, here.other_set_id).items)
    upload = calls.register_pictures(owner, [picture("new")], picture_set_id=here.other_set_id)
    outcomes = [reservation for (reservation,) in meet(*[upload for _ in range(20)])]
    assert len({reservation.picture_id for reservation in outcomes}) == 1
    assert [reservation.new for reservation in outcomes] == [True] + [False] * 19
    datastore.run(calls.confirm_pictures(owner, [outcomes[0].picture_id]))
    assert len(datastore.list_picture_set_pictures(owner, here.other_set_id).items) == there + 1


@pytest.mark.parametrize("give_up", [False, True], ids=["commits", "gives up"])
def test_bytes_that_are_uploaded_meanwhile_are_not_there_twice(
    give_up: bool, meet: Meeting, here: Things, owner: UUID
) -> None:
    restore = calls.restore_pictures(owner, [here.deleted_id])
    upload = calls.register_pictures(owner, [picture("deleted")], picture_set_id=here.picture_set_id)
    move = calls.move_pictures(owner, [here.picture_id], here.other_set_id)
    upload_there = calls.register_pictures(owner, [picture("first")], picture_set_id=here.other_set_id)
    for outcomes in (meet(upload, restore, give_up=give_up), meet(upload_there, move, give_up=give_up)):
        assert isinstance(outcomes[1], errors.PictureExists) != give_up


def test_a_crop_of_a_picture_that_goes_to_the_archive_is_refused(meet: Meeting, here: Things, owner: UUID) -> None:
    outcomes = meet(
        calls.delete_picture_set(owner, here.picture_set_id, keep_verified=True),
        calls.register_pictures(owner, [picture("new", parent=here.verified_id)], picture_set_id=here.other_set_id),
    )
    assert _kinds(outcomes[1:]) == [errors.PictureNotFound]


def test_a_crop_that_was_cut_meanwhile_remembers_its_parent(
    meet: Meeting, datastore: Datastore, here: Things, owner: UUID
) -> None:
    ((crop,), _) = meet(
        calls.register_pictures(owner, [picture("new", parent=here.verified_id)], picture_set_id=here.other_set_id),
        calls.delete_picture_set(owner, here.picture_set_id, keep_verified=True),
    )
    datastore.run(calls.confirm_pictures(owner, [crop.picture_id]))
    found = datastore.run(calls.get_picture(owner, crop.picture_id))
    assert (found.parent, found.former_parent, found.metadata) == (None, here.verified_id, {})


def test_nothing_comes_into_a_folder_that_is_being_deleted(meet: Meeting, here: Things, owner: UUID) -> None:
    outcomes = meet(
        calls.delete_picture_set(owner, here.other_set_id, keep_verified=False),
        calls.register_pictures(owner, [picture("new")], picture_set_id=here.other_set_id),
        calls.move_pictures(owner, [here.picture_id], here.other_set_id),
        calls.delete_picture_set(owner, here.other_set_id, keep_verified=False),
    )
    assert _kinds(outcomes[1:]) == [errors.PictureSetNotFound] * 3


def test_a_crop_that_is_cut_while_its_folder_is_purged_goes_along(
    meet: Meeting, datastore: Datastore, here: Things, owner: UUID
) -> None:
    ((crop,), _) = meet(
        calls.register_pictures(owner, [picture("new", parent=here.verified_id)], picture_set_id=here.other_set_id),
        calls.purge_picture_set(owner, here.picture_set_id),
    )
    with pytest.raises(errors.PictureNotFound):
        datastore.run(calls.confirm_pictures(owner, [crop.picture_id]))


@pytest.mark.parametrize("first", ["purge", "pin"])
def test_what_is_pinned_beside_a_purge_is_there_or_the_purge_is_refused(
    meet: Meeting, fresh: World, here: Things, owner: UUID, admin: UUID, first: str
) -> None:
    purge = calls.purge_picture_set(owner, here.picture_set_id)
    pin = calls.create_dataset(
        admin,
        "meanwhile",
        {"picture_set_ids": [here.picture_set_id], "states": ["open", "settled", "disputed", "rejected"]},
    )
    with psycopg.connect(fresh.url) as conn:
        count = "select count(*) from nachet.dataset_picture where not purged and blob_name is null"
        if first == "purge":
            (_, dataset) = meet(purge, pin)
            assert dataset.nb_picture == 0
        else:
            (dataset, refused) = meet(pin, purge)
            assert dataset.nb_picture > 0
            assert isinstance(refused, errors.PictureInDataset)
            assert refused.detail["datasets"][0]["dataset_name"] == "meanwhile"
        assert conn.execute(count).fetchone() == (0,)


def test_two_folders_are_not_put_into_each_other(meet: Meeting, here: Things, owner: UUID) -> None:
    outcomes = meet(
        calls.update_picture_set(owner, here.picture_set_id, {"parent": here.other_set_id}),
        calls.update_picture_set(owner, here.other_set_id, {"parent": here.picture_set_id}),
    )
    assert _kinds(outcomes[1:]) == [errors.PictureSetParent]


@pytest.mark.parametrize("end", ["delete", "purge"])
def test_no_folder_comes_into_one_that_is_going(
    end: str, meet: Meeting, datastore: Datastore, here: Things, owner: UUID
) -> None:
    going = here.other_set_id
    ends: Call[Any] = (
        calls.delete_picture_set(owner, going, keep_verified=False)
        if end == "delete"
        else calls.purge_picture_set(owner, going)
    )
    outcomes = meet(
        ends,
        calls.create_picture_set(owner, "new", parent=going),
        calls.update_picture_set(owner, here.picture_set_id, {"parent": going}),
    )
    assert _kinds(outcomes[1:]) == [errors.PictureSetNotFound] * 2
    made = datastore.create_picture_set(owner, "above").picture_set_id
    (below, _) = meet(
        calls.create_picture_set(owner, "new", parent=made),
        calls.delete_picture_set(owner, made, keep_verified=False),
    )
    assert below.answer.picture_set_id in [one.picture_set_id for one in datastore.list_trash(owner).picture_sets]


def test_of_two_who_bring_a_folder_back_the_second_is_told(meet: Meeting, here: Things, owner: UUID) -> None:
    outcomes = meet(
        calls.unarchive_picture_set(owner, here.kept_set_id), calls.unarchive_picture_set(owner, here.kept_set_id)
    )
    assert _kinds(outcomes[1:]) == [errors.PictureSetNotFound]


def test_a_purge_of_all_and_a_restore_from_the_archive_wait_for_each_other_one_way(
    meet: Meeting, fresh: World, datastore: Datastore, owner: UUID, admin: UUID
) -> None:
    """The purge is held back between the archive and the folder's container, whose id comes last."""
    middle, last = (UUID(digit * 8 + "-0000-7000-8000-000000000000") for digit in "ef")
    with psycopg.connect(fresh.url) as stopper:
        archive = stopper.execute("select c.id from nachet_data.container as c where c.kind = 'archive'").fetchone()
        assert archive
        assert archive[0] < middle
        folders = {}
        for container_id in (middle, last):
            datastore.create_container(owner, container_id=container_id)
            folder = datastore.create_picture_set(owner, "f", container_id=container_id).picture_set_id
            described = [picture("kept", seed_name="Avena fatua"), picture("deleted")]
            reserved = datastore.run(
                calls.register_pictures(owner, described, picture_set_id=folder, container_id=container_id)
            )
            ids = [one.picture_id for one in reserved]
            datastore.run(calls.confirm_pictures(owner, ids, container_id=container_id))
            datastore.run(
                calls.delete_picture_set(owner, folder, keep_verified=container_id == last, container_id=container_id)
            )
            folders[container_id] = (folder, ids[0])
        folder, kept = folders[last]
        datastore.delete_pictures(admin, [kept], container_id=archive[0])
        stopper.commit()

        stopper.execute(
            "select from nachet_data.picture_set as ps where ps.container_id = %s and ps.id = %s for update",
            [middle, folders[middle][0]],
        )
        purge: Call[Any] = calls.purge_trash(datetime(2999, 1, 1, tzinfo=UTC))
        restore: Call[Any] = calls.restore_picture_set(owner, folder, container_id=last)
        callers = [meet._connect() for _ in range(2)]
        running: list[Future[Any]] = []
        with ThreadPoolExecutor(2) as threads:
            try:
                for conn, call in zip(callers, (purge, restore), strict=True):
                    running.append(threads.submit(_outcome, conn, call))
                    meet._wait_for([one.info.backend_pid for one in callers[: len(running)]], running)
            finally:
                stopper.rollback()
            purged, restored = (answer.result() for answer in running)
        assert purged.remaining == 0
        assert isinstance(restored, errors.PictureSetNotFound)


# -- inferences and their review -----------------------------------------------------------------------------------


def test_an_inference_sent_twice_with_one_id_is_stored_once(
    meet: Meeting, datastore: Datastore, here: Things, owner: UUID
) -> None:
    sent = calls.register_inference(owner, here.verified_id, document(box(10, *GUESSES)), inference_id=uuid4())
    first, *others = meet(sent, sent, sent)
    assert others == [first, first]
    newest = datastore.get_picture_inference(owner, here.verified_id)
    assert newest is not None
    assert newest["inference_id"] == first["inference_id"]


@pytest.mark.parametrize("give_up", [False, True], ids=["commits", "gives up"])
def test_a_new_label_of_two_inferences_is_one_species(
    give_up: bool, meet: Meeting, datastore: Datastore, here: Things, owner: UUID
) -> None:
    results = [document(box(10, (label, 0.5))) for label in ("099 Avena fatua", "avena  FATUA")]
    meet(
        calls.register_inference(owner, here.picture_id, results[0]),
        calls.register_inference(owner, here.verified_id, results[1]),
        give_up=give_up,
    )
    (found,) = (
        seed for seed in datastore.list_seeds(owner, confirmed=False) if seed.seed_name.lower() == "avena fatua"
    )
    assert datastore.resolve_seed("Avena fatua").seed_id == found.seed_id


def test_a_label_that_becomes_an_alias_meanwhile_is_no_new_species(
    meet: Meeting, datastore: Datastore, here: Things, owner: UUID, admin: UUID
) -> None:
    meet(
        calls.add_seed_alias(admin, here.seed_id, "Avena fatua"),
        calls.register_inference(owner, here.verified_id, document(box(10, ("099 Avena fatua", 0.5)))),
    )
    assert datastore.resolve_seed("Avena fatua").seed_name == "Brassica napus"


def _inference(datastore: Datastore, owner: UUID, picture_id: UUID) -> tuple[UUID, list[UUID]]:
    """A new inference of two boxes."""
    result = datastore.register_inference(owner, picture_id, document(box(110, *GUESSES), box(130, *GUESSES)))
    return result["inference_id"], [entry["box_id"] for entry in result["boxes"]]


def test_the_last_two_boxes_reviewed_at_one_moment_verify_the_picture(
    meet: Meeting, datastore: Datastore, here: Things, owner: UUID
) -> None:
    inference_id, boxes = _inference(datastore, owner, here.picture_id)
    outcomes = meet(*[calls.verify_seed(owner, inference_id, [{"boxId": box_id}]) for box_id in boxes])
    assert [(answer["inference_verified"], answer["picture_verified"]) for answer in outcomes] == [
        (False, False),
        (True, True),
    ]
    found = datastore.run(calls.get_picture(owner, here.picture_id))
    assert found.verified
    assert [seed.seed_name for seed in found.seeds] == ["Brassica napus"]


def test_of_all_who_review_one_picture_at_once_no_act_is_lost(url: str, here: Things, owner: UUID) -> None:
    """Fifty boxes, each reviewed twice, while further inferences of the picture are registered."""
    places = document(*[box(100 + 12 * number, *GUESSES) for number in range(50)])
    with psycopg.connect(url, autocommit=True) as conn:
        first = Datastore(conn).register_inference(owner, here.picture_id, places)

    def review(seed: int) -> None:
        boxes = [entry["box_id"] for entry in first["boxes"]]
        Random(seed).shuffle(boxes)  # noqa: S311 - no secret
        mine = boxes[seed % 2 :: 2]
        with psycopg.connect(url, autocommit=True) as conn:
            for box_id in mine:
                Datastore(conn).verify_seed(owner, first["inference_id"], [{"boxId": box_id}])
            if not seed:
                rest = [box_id for box_id in boxes if box_id not in mine]
                Datastore(conn).verify_seed(owner, first["inference_id"], [{"boxId": box_id} for box_id in rest])

    def register(_: int) -> None:
        with psycopg.connect(url, autocommit=True) as conn:
            Datastore(conn).register_inference(owner, here.picture_id, places)

    with ThreadPoolExecutor(12) as threads:
        reviews = [threads.submit(review, seed) for seed in range(8)]
        for done in (*reviews, *(threads.submit(register, number) for number in range(4))):
            done.result()
    with psycopg.connect(as_user(url, "postgres")) as conn:
        query = """
            select
                (select count(*) from nachet.specimen as s where s.picture_id = %(picture)s and s.top_x >= 100),
                (
                    select count(*) from nachet.identification as d
                    inner join nachet.specimen as s on d.specimen_id = s.id
                    where s.picture_id = %(picture)s and s.top_x >= 100
                ),
                (
                    select bool_and(i.verified) from nachet.inference_summary as i
                    where i.picture_id = %(picture)s and i.nb_object = 50
                ),
                (select p.verified from nachet.picture as p where p.id = %(picture)s),
                (select count(*) from nachet.picture_seed as s where s.picture_id = %(picture)s),
                (
                    select count(distinct (o.inference_id, o.specimen_id)) from nachet.object as o
                    inner join nachet.inference as i on o.inference_id = i.id
                    inner join nachet.specimen as s on o.specimen_id = s.id
                    where i.picture_id = %(picture)s and s.top_x >= 100
                )
        """
        found = conn.execute(query, {"picture": here.picture_id}).fetchone()
    assert found == (50, 50, True, True, 1, 250)


def test_of_two_who_correct_one_box_the_second_is_told(
    meet: Meeting, datastore: Datastore, here: Things, owner: UUID
) -> None:
    outcomes = meet(
        *[
            calls.verify_seed(owner, here.inference_id, [{"boxId": here.box_id, "label": label, "classId": ""}])
            for label in ("Solanum nigrum", "Cirsium arvense", "solanum nigrum")
        ]
    )
    assert isinstance(outcomes[1], errors.ObjectReviewed)
    assert outcomes[2]["boxes"][0]["act"] is None, "who says the same is not told"
    (act,) = datastore.get_object_history(owner, here.box_id)
    assert act.after.label == "Solanum nigrum"


def test_of_two_uploads_at_one_moment_the_one_that_fits_into_the_quota_is_taken(
    meet: Meeting, datastore: Datastore, admin: UUID, owner: UUID
) -> None:
    container_id = datastore.create_container(owner, "small").container_id
    datastore.set_container_quota(admin, quota=2500, container_id=container_id)
    one, two, both = (
        calls.register_pictures(owner, [picture(name) for name in names], container_id=container_id)
        for names in (["one"], ["two"], ["three", "four"])
    )
    first, second, third = meet(one, two, both)
    assert first[0].new
    assert second[0].new
    assert isinstance(third, errors.QuotaExceeded)
    assert third.detail == {
        "container_id": str(container_id), "quota": 2500, "byte_size": third.detail["byte_size"], "new_byte_size": 2000
    }  # fmt: skip
    assert datastore.get_container_usage(owner, container_id=container_id).byte_size == 2000


def test_a_quota_counts_what_was_on_its_way_when_it_was_set(
    meet: Meeting, datastore: Datastore, admin: UUID, owner: UUID
) -> None:
    container_id = datastore.create_container(owner, "small").container_id
    upload = calls.register_pictures(owner, [picture("one")], container_id=container_id)
    meet(upload, calls.set_container_quota(admin, quota=1500, container_id=container_id))
    with pytest.raises(errors.QuotaExceeded):
        datastore.register_pictures(owner, [picture("two")], container_id=container_id)


def test_nothing_comes_into_a_container_that_is_being_deleted(meet: Meeting, datastore: Datastore, owner: UUID) -> None:
    container_id = datastore.create_container(owner, "short").container_id
    upload = calls.register_pictures(owner, [picture("one")], container_id=container_id)
    _, refused = meet(calls.delete_container(owner, container_id), upload)
    assert isinstance(refused, errors.NotFound)
    assert datastore.list_deleted_containers(owner)[-1].nb_pictures == 0


def test_no_folder_comes_into_a_container_that_is_being_deleted(
    meet: Meeting, fresh: World, datastore: Datastore, owner: UUID
) -> None:
    """Neither after the deletion nor unseen by it; also not below a folder, or as the new place of one."""
    container_id = datastore.create_container(owner, "short").container_id
    above, beside = (
        datastore.create_picture_set(owner, name, container_id=container_id).picture_set_id for name in ("a", "b")
    )
    delete = calls.delete_container(owner, container_id)
    make = calls.create_picture_set(owner, "new", container_id=container_id)
    below = calls.create_picture_set(owner, "new", parent=above, container_id=container_id)
    move = calls.update_picture_set(owner, beside, {"parent": above}, container_id=container_id)
    for first in (make, below, move):
        outcomes = meet(first, delete)
        assert not [one for one in outcomes if isinstance(one, errors.NachetError)]
        with psycopg.connect(fresh.url) as conn:
            left = conn.execute(
                "select ps.id from nachet_data.picture_set as ps where ps.container_id = %s and ps.deleted_at is null",
                [container_id],
            )
            assert left.fetchall() == []
        datastore.restore_container(owner, container_id)
        if first is make:
            _, *refused = meet(delete, make, below, move)
            assert [error for error in refused if not isinstance(error, errors.NotFound)] == []
            datastore.restore_container(owner, container_id)


def test_of_two_administrators_who_deactivate_each_other_one_stays(
    meet: Meeting, datastore: Datastore, admin: UUID
) -> None:
    other = datastore.create_user("other.admin@example.org", permission="admin").user_id
    _, refused = meet(calls.set_user_active(admin, other, False), calls.set_user_active(other, admin, False))
    assert isinstance(refused, errors.UserDeactivated)


def _readers(datastore: Datastore, owner: UUID, number: int) -> list[UUID]:
    """Users who may write in the owner's personal container."""
    group = datastore.create_group(owner, "Readers", "write").group_id
    emails = [f"reader{n}@example.org" for n in range(number)]
    readers: list[UUID] = [datastore.create_user(email).user_id for email in emails]
    for email in emails:
        datastore.add_group_member_by_email(owner, group, email)
    datastore.share_container(owner, group)
    return readers


@pytest.mark.parametrize(("label", "state"), [("Solanum nigrum", "settled"), ("Cirsium arvense", "disputed")])
def test_of_two_readers_at_one_moment_each_counts(
    label: str, state: str, meet: Meeting, datastore: Datastore, here: Things, owner: UUID
) -> None:
    readers = _readers(datastore, owner, 2)
    datastore.set_review_rule(owner, readers=2, agreeing=2)
    outcomes = meet(
        *[
            calls.verify_seed(
                reader,
                here.inference_id,
                [{"boxId": here.box_id, "label": said, "classId": ""}],
                container_id=here.container_id,
            )
            for reader, said in zip(readers, ("Solanum nigrum", label), strict=True)
        ]
    )
    assert [answer["boxes"][0]["state"] for answer in outcomes] == ["open", state]
    assert [act.user_id for act in datastore.get_object_history(owner, here.box_id)] == readers


def test_readers_who_lease_boxes_at_once_get_different_ones(
    url: str, datastore: Datastore, here: Things, owner: UUID
) -> None:
    """Eight readers, five boxes each, then five more."""
    places = document(*[box(100 + 12 * number, *GUESSES) for number in range(100)])
    datastore.register_inference(owner, here.picture_id, places)
    readers = _readers(datastore, owner, 8)
    start = Barrier(8)

    def lease(reader: UUID) -> list[UUID]:
        with psycopg.connect(url, autocommit=True) as conn:
            start.wait()
            pages = [
                Datastore(conn).lease_review_queue(reader, order="margin", limit=limit, container_id=here.container_id)
                for limit in (5, 10)
            ]
        first, both = ({item.box_id for item in page.items} for page in pages)
        assert (len(first), len(both)) == (5, 10)
        assert first < both
        return list(both)

    with ThreadPoolExecutor(8) as threads:
        leased = [box_id for boxes in threads.map(lease, readers) for box_id in boxes]
    assert len(leased) == len(set(leased)) == 80


def test_a_box_is_reopened_once(meet: Meeting, datastore: Datastore, here: Things, owner: UUID) -> None:
    reopen = calls.reopen_object(owner, here.reviewed_id)
    assert _kinds(meet(reopen, reopen)[1:]) == [errors.ObjectNotReviewed]
    acts = [act.act for act in datastore.get_object_history(owner, here.reviewed_id)]
    assert acts == ["confirm", "confirm", "reopen"], "two people had confirmed it"


# -- species that are merged meanwhile -----------------------------------------------------------------------------


def _prepare(datastore: Datastore, owner: UUID, here: Things) -> None:
    """The other species is decided on, guessed, known of a picture that will be kept."""
    feedback: BoxFeedback = {"boxId": here.box_id, "label": "Unknown species", "classId": ""}
    datastore.verify_seed(owner, here.inference_id, [feedback])
    datastore.register_inference(owner, here.verified_id, document(box(10, ("Unknown species", 0.9))))
    datastore.register_pictures(
        owner, [picture("verified", seed_name="Unknown species")], picture_set_id=here.picture_set_id, replace=True
    )


#: Calls that write the other species, once ``_prepare`` is done.
WRITERS: dict[str, Callable[[UUID, Things], Call[Any]]] = {
    "register_pictures": lambda owner, here: calls.register_pictures(
        owner, [picture("new", seed_id=here.other_seed_id)], picture_set_id=here.picture_set_id
    ),
    "register_inference": lambda owner, here: calls.register_inference(
        owner, here.picture_id, document(box(10, ("Unknown species", 0.9)))
    ),
    "register_inferences": lambda owner, here: calls.register_inferences(
        owner, [{"picture_id": here.picture_id, "result": document(box(10, ("Unknown species", 0.9)))}]
    ),
    "verify_seed": lambda owner, here: calls.verify_seed(
        owner,
        here.inference_id,
        [{"boxId": "", "label": "x", "classId": here.other_seed_id, "box": box(90)["box"]}],
    ),
    "reopen_object": lambda owner, here: calls.reopen_object(owner, here.reviewed_id),
    "delete_picture_set": lambda owner, here: calls.delete_picture_set(owner, here.picture_set_id, keep_verified=True),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("merge_is_first", [True, False], ids=["merge first", "merge second"])
def test_nothing_is_left_behind_by_a_merge(
    merge_is_first: bool, writer: str, meet: Meeting, datastore: Datastore, fresh: World, here: Things
) -> None:
    owner = fresh.users["owner"]
    _prepare(datastore, owner, here)
    meeting = [
        calls.merge_seeds(fresh.users["admin"], here.other_seed_id, here.seed_id),
        WRITERS[writer](owner, here),
    ]
    outcomes = meet(*(meeting if merge_is_first else reversed(meeting)))
    assert not [outcome for outcome in outcomes if isinstance(outcome, errors.NachetError)]
    with psycopg.connect(fresh.url) as conn:
        assert _species_left_behind(conn) == []


def test_a_species_that_is_merged_meanwhile_is_not_there_to_be_changed(
    meet: Meeting, here: Things, admin: UUID
) -> None:
    outcomes = meet(
        calls.merge_seeds(admin, here.other_seed_id, here.seed_id),
        calls.confirm_seed(admin, here.other_seed_id),
        calls.update_seed(admin, here.other_seed_id, {"gbif_key": 5}),
        calls.rename_seed(admin, here.other_seed_id, "New species"),
        calls.add_seed_alias(admin, here.other_seed_id, "new label"),
        calls.merge_seeds(admin, here.seed_id, here.other_seed_id),
        calls.split_seed(admin, here.other_seed_id, "New species"),
    )
    assert _kinds(outcomes[1:]) == [errors.SeedNotFound] * 6


@pytest.mark.parametrize("writer", WRITERS)
def test_a_merge_that_is_undone_beside_other_work_leaves_what_people_said(
    writer: str, meet: Meeting, datastore: Datastore, fresh: World, here: Things
) -> None:
    """What was written meanwhile names one of the two species; what was there before names what it named."""
    owner, admin = fresh.users["owner"], fresh.users["admin"]
    _prepare(datastore, owner, here)
    with psycopg.connect(fresh.url) as conn:
        said = "select v.id, v.seed_id from nachet.specimen as v order by v.id"
        before = conn.execute(said).fetchall()
    datastore.merge_seeds(admin, here.other_seed_id, here.seed_id)
    (change,) = [one for one in datastore.list_seed_changes(admin).items if one.act == "merge"]
    outcomes = meet(calls.undo_seed_change(admin, change.change_id), WRITERS[writer](owner, here))
    assert not [outcome for outcome in outcomes if isinstance(outcome, errors.NachetError)]
    with psycopg.connect(fresh.url) as conn:
        known: dict[UUID, UUID | None] = dict(conn.execute(said).fetchall())
        # A box that was reopened has no species any more.
        assert {row for row in before if known.get(row[0], row[1]) not in (row[1], None)} == set()
        assert _species_left_behind(conn) == []
        broken = {name: conn.execute(statement).fetchall() for name, statement in INVARIANTS.items()}
        assert {name: rows for name, rows in broken.items() if rows} == {}


def test_of_two_who_give_one_external_id_to_different_species_one_is_told(
    meet: Meeting, here: Things, admin: UUID
) -> None:
    outcomes = meet(
        calls.update_seed(admin, here.seed_id, {"gbif_key": 5}),
        calls.update_seed(admin, here.other_seed_id, {"gbif_key": 5}),
        calls.register_seed(admin, "New species", gbif_key=5),
    )
    assert _kinds(outcomes[1:]) == [errors.SeedIdExists] * 2


def test_two_who_undo_one_change_undo_it_once(meet: Meeting, datastore: Datastore, here: Things, admin: UUID) -> None:
    outcomes = meet(*[calls.undo_seed_change(admin, here.change_id) for _ in range(2)])
    assert not [outcome for outcome in outcomes if isinstance(outcome, errors.NachetError)]
    acts = [one.act for one in datastore.list_seed_changes(admin, seed_id=here.seed_id).items]
    assert acts.count("undo") == 1


def test_an_old_id_of_a_species_that_is_added_meanwhile_becomes_one_of_it(
    meet: Meeting, datastore: Datastore, owner: UUID, admin: UUID
) -> None:
    old = uuid4()
    outcomes = meet(
        calls.register_seed(owner, "New species"),
        *[calls.register_seed(admin, "new SPECIES", seed_id=old) for _ in range(2)],
    )
    assert {outcome.seed_id for outcome in outcomes} == {outcomes[0].seed_id}
    assert datastore.get_seed(owner, old).seed_id == outcomes[0].seed_id
    assert [one.act for one in datastore.list_seed_changes(admin, seed_id=old).items] == ["merge"]


# -- inferences, models --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", ["verify_seed", "reopen_object", "register_inference", "withdraw_inference"])
@pytest.mark.parametrize("first", ["withdraws", "writes"])
def test_an_inference_withdrawn_beside_other_work_counts_nowhere(
    meet: Meeting, fresh: World, here: Things, owner: UUID, writer: str, first: str
) -> None:
    withdraw = calls.withdraw_inference(owner, here.inference_id, container_id=here.container_id)
    both = [withdraw, CALLS[writer](owner, here)]
    outcomes = meet(*(both if first == "withdraws" else both[::-1]))
    told = [errors.InferenceWithdrawn] if first == "withdraws" and writer in ("verify_seed", "reopen_object") else []
    assert [kind for kind in _kinds(outcomes) if issubclass(kind, errors.NachetError)] == told
    with psycopg.connect(fresh.url) as conn:
        broken = {name: conn.execute(statement).fetchall() for name, statement in INVARIANTS.items()}
        assert {name: rows for name, rows in broken.items() if rows} == {}
        tallied = conn.execute("select from nachet.tally as t where t.inference_id = %s", [here.inference_id])
        assert tallied.fetchall() == []
    meet(
        calls.reinstate_inference(owner, here.inference_id, container_id=here.container_id),
        CALLS["register_inference"](owner, here),
    )
    with psycopg.connect(fresh.url) as conn:
        broken = {name: conn.execute(statement).fetchall() for name, statement in INVARIANTS.items()}
        assert {name: rows for name, rows in broken.items() if rows} == {}


def test_of_two_models_renamed_alike_the_second_is_told(meet: Meeting, here: Things, admin: UUID) -> None:
    outcomes = meet(
        calls.rename_model(admin, here.model_id, "One name"), calls.rename_model(admin, here.idle_model_id, "ONE name")
    )
    assert isinstance(outcomes[1], errors.ModelExists)
    assert outcomes[1].detail == {"model_name": "ONE name", "model_id": str(here.model_id)}


# -- everything at once --------------------------------------------------------------------------------------------

#: What must be so whatever happened; each statement finds what is not.
INVARIANTS: dict[str, LiteralString] = {
    "an inference with boxes is verified when each is reviewed": """
        select i.id from nachet_data.inference as i
        inner join nachet_data.object as o on i.container_id = o.container_id and i.id = o.inference_id
        group by i.container_id, i.id
        having i.verified <> bool_and(
            exists (
                select from nachet_data.specimen as s
                where s.container_id = o.container_id and s.id = o.specimen_id and s.state in ('settled', 'rejected')
            )
        )
    """,
    "a specimen stands as the identification says that decided it": """
        select s.id from nachet_data.specimen as s
        left join nachet_data.identification as d on s.container_id = d.container_id and s.identification_id = d.id
        left join nachet_data.seed as said on d.seed_id = said.id
        left join nachet_data.seed as decided on s.seed_id = decided.id
        where (s.state in ('settled', 'rejected') and d.id is null)
            or decided.current_id is distinct from case when s.state = 'settled' then said.current_id end
    """,
    "a picture is verified when its species are named or one of its inferences is verified": """
        select p.id from nachet_data.picture as p
        where p.verified <> (
            exists (
                select from nachet_data.picture_seed as s
                where s.container_id = p.container_id and s.picture_id = p.id and s.named_at_upload
            ) or exists (
                select from nachet_data.inference as i
                where i.container_id = p.container_id and i.picture_id = p.id and i.verified
                    and i.withdrawn_at is null
            )
        )
    """,
    "a picture with a verified inference shows the species of its settled specimens": """
        select coalesce(s.picture_id, d.picture_id) from (
            select s.container_id, s.picture_id, s.seed_id from nachet_data.picture_seed as s
            where not s.named_at_upload
        ) as s
        full join (
            select distinct i.container_id, i.picture_id, e.seed_id
            from nachet_data.inference as i
            inner join nachet_data.specimen as e on i.container_id = e.container_id and i.picture_id = e.picture_id
            where i.verified and i.withdrawn_at is null and e.state = 'settled' and not exists (
                select from nachet_data.picture_seed as s
                where s.container_id = i.container_id
                    and s.picture_id = i.picture_id
                    and s.seed_id = e.seed_id
                    and s.named_at_upload
            )
        ) as d using (container_id, picture_id, seed_id)
        where s.picture_id is null or d.picture_id is null
    """,
    "a picture counts the boxes of its newest inference": """
        select p.id from nachet_data.picture as p
        left join lateral (
            select i.nb_object from nachet_data.inference as i
            where i.container_id = p.container_id and i.picture_id = p.id and i.withdrawn_at is null
            order by i.upload_date desc, i.id desc
            limit 1
        ) as newest on true
        where p.nb_object is distinct from newest.nb_object
    """,
    "a tally is what a count from scratch gives": """
        with box as (
            select
                p.picture_set_id, i.id as inference_id, s.id as specimen_id, o.id is null as missed,
                o.top_score as score, least(width_bucket(o.top_score, 0, 1, 10), 10) as bin,
                meant.current_id as seed_id, said.current_id as model_seed_id,
                exists (
                    select
                    from (
                        select g.seed_id
                        from unnest(o.guess_seed_ids, o.guess_scores) with ordinality as g (seed_id, score, place)
                        order by g.place = o.top_place desc, g.score desc, g.place
                        limit 5
                    ) as g
                    inner join nachet_data.seed as near on g.seed_id = near.id
                    where near.current_id = meant.current_id
                ) as in_top5
            from nachet_data.inference as i
            inner join nachet_data.picture as p on i.container_id = p.container_id and i.picture_id = p.id
            inner join nachet_data.specimen as s on p.container_id = s.container_id and p.id = s.picture_id
            left join nachet_data.object as o
                on i.container_id = o.container_id and i.id = o.inference_id and s.id = o.specimen_id
                    and not o.manual_detection
            left join nachet_data.seed as meant on s.seed_id = meant.id
            left join nachet_data.seed as said on o.top_seed_id = said.id
            where p.state = 'confirmed' and p.deleted_at is null and i.withdrawn_at is null
                and (s.state = 'settled' or (s.state = 'rejected' and o.id is not null))
        ),
        counted as (
            select
                b.picture_set_id, b.inference_id, 'numbers' as kind, null::uuid as seed_id, null::uuid as model_seed_id,
                null::integer as bin,
                array[
                    count(b.seed_id), count(*) filter (where b.missed), count(*) filter (where b.seed_id is null),
                    count(b.model_seed_id), count(b.seed_id) filter (where b.model_seed_id is not null),
                    count(*) filter (where b.seed_id = b.model_seed_id), count(*) filter (where b.in_top5)
                ] as nbs,
                0::numeric as sum_score, null::uuid[] as specimen_ids
            from box as b
            group by b.picture_set_id, b.inference_id
            union all
            select
                b.picture_set_id, b.inference_id, 'pair', b.seed_id, b.model_seed_id, null, array[count(*)],
                round(sum(coalesce(b.score, 0))::numeric, 9),
                array_agg(b.specimen_id order by b.specimen_id)
                    filter (where b.seed_id is distinct from b.model_seed_id)
            from box as b
            group by b.picture_set_id, b.inference_id, b.seed_id, b.model_seed_id
            union all
            select
                b.picture_set_id, b.inference_id, 'tenth', null, null, b.bin,
                array[count(*), count(*) filter (where b.seed_id = b.model_seed_id)],
                round(sum(b.score)::numeric, 9), null
            from box as b
            where b.model_seed_id is not null
            group by b.picture_set_id, b.inference_id, b.bin
        ),
        told as (
            select
                t.picture_set_id, t.inference_id, 'numbers' as kind, null::uuid as seed_id, null::uuid as model_seed_id,
                null::integer as bin,
                array[
                    t.nb_specimen, t.nb_missed, t.nb_false_alarm, t.nb_reviewed, t.nb_valid, t.nb_right, t.nb_top5
                ] as nbs,
                0::numeric as sum_score, null::uuid[] as specimen_ids
            from nachet.tally as t
            union all
            select
                t.picture_set_id, t.inference_id, 'pair', u.seed_id, u.model_seed_id, null, array[sum(u.nb)],
                round(sum(u.sum_score)::numeric, 9),
                (
                    select array_agg(w.specimen_id order by w.specimen_id)
                    from nachet.tally as f
                    cross join unnest(f.wrong_specimen_ids, f.wrong_pairs) as w (specimen_id, pair)
                    where f.inference_id = t.inference_id and u.seed_id is distinct from u.model_seed_id
                        and f.seed_ids[w.pair] is not distinct from u.seed_id
                        and f.model_seed_ids[w.pair] is not distinct from u.model_seed_id
                )
            from nachet.tally as t
            cross join unnest(t.seed_ids, t.model_seed_ids, t.nbs, t.sum_scores)
                as u (seed_id, model_seed_id, nb, sum_score)
            group by t.picture_set_id, t.inference_id, u.seed_id, u.model_seed_id
            union all
            select
                t.picture_set_id, t.inference_id, 'tenth', null, null, u.bin, array[u.nb, u.nb_right],
                round(u.sum_score::numeric, 9), null
            from nachet.tally as t
            cross join unnest(t.bins, t.bin_nbs, t.bin_nb_rights, t.bin_sum_scores)
                as u (bin, nb, nb_right, sum_score)
        )
        (select 'not told', c.* from counted as c except select 'not told', t.* from told as t)
        union all
        (select 'told', t.* from told as t except select 'told', c.* from counted as c)
    """,
    "what readers said is counted as a count from scratch gives": """
        with counted as (
            select w.picture_id, w.user_ids, w.seed_ids, count(*) as nb
            from (
                select
                    o.picture_id, o.specimen_id, array_agg(o.user_id order by o.user_id) as user_ids,
                    array_agg(o.said_seed_id order by o.user_id) as seed_ids
                from nachet.opinion as o
                group by o.container_id, o.picture_id, o.specimen_id
                having count(*) > 1
            ) as w
            group by w.picture_id, w.user_ids, w.seed_ids
        ),
        told as (
            select t.picture_id, t.user_ids, t.seed_ids, t.nb::bigint
            from nachet_data.opinion_tally as t
            inner join nachet_data.picture as p on t.container_id = p.container_id and t.picture_id = p.id
            where p.state = 'confirmed' and p.deleted_at is null
        )
        (select 'not told', c.* from counted as c except select 'not told', t.* from told as t)
        union all
        (select 'told', t.* from told as t except select 'told', c.* from counted as c)
    """,
    "what readers did is counted as a count from scratch gives": """
        with counted as (
            select
                d.container_id, s.picture_id, d.user_id, (d.upload_date at time zone 'UTC')::date as day,
                count(*) as nb, count(distinct d.specimen_id) as nb_specimen,
                jsonb_build_array(
                    count(*) filter (where d.act = 'confirm'), count(*) filter (where d.act = 'correct'),
                    count(*) filter (where d.act = 'reject'), count(*) filter (where d.act = 'add'),
                    count(*) filter (where d.act = 'reopen')
                ) as nbs
            from nachet_data.identification as d
            inner join nachet_data.specimen as s on d.container_id = s.container_id and d.specimen_id = s.id
            group by d.container_id, s.picture_id, d.user_id, (d.upload_date at time zone 'UTC')::date
        ),
        told as (
            select
                t.container_id, t.picture_id, t.user_id, t.day, t.nb_identification::bigint, t.nb_specimen::bigint,
                jsonb_build_array(t.nb_confirm, t.nb_correct, t.nb_reject, t.nb_add, t.nb_reopen)
            from nachet_data.activity_tally as t
        )
        (select 'not told', c.* from counted as c except select 'not told', t.* from told as t)
        union all
        (select 'told', t.* from told as t except select 'told', c.* from counted as c)
    """,
    "what is in a deleted folder is deleted": """
        select p.id from nachet_data.picture as p
        inner join nachet_data.picture_set as ps
            on p.container_id = ps.container_id and p.picture_set_id = ps.id
        where ps.deleted_at is not null and p.deleted_at is null
    """,
    "a blob that is not where its folder is is on its way": """
        select p.id from nachet_data.picture as p
        where (p.blob_container_id, p.blob_name) <> (
            p.container_id, p.picture_set_id::text || '/' || split_part(p.blob_name, '/', 2)
        ) and not exists (
            select from nachet_data.blob_task as t
            where t.container_id = p.container_id and t.picture_id = p.id and t.kind = 'move_picture'
        )
    """,
    "a label stands for one species": """
        select a.id from nachet_data.seed_alias as a
        inner join nachet_data.seed as s on a.name_key = s.name_key
        where s.merged_into is null
    """,
    "a merge is one step": """
        select s.id from nachet_data.seed as s
        inner join nachet_data.seed as t on s.merged_into = t.id
        where t.merged_into is not null
    """,
    "an active pipeline has active models": """
        select p.id from nachet_data.pipeline as p
        inner join nachet_data.pipeline_model as pm on p.id = pm.pipeline_id
        inner join nachet_data.model as m on pm.model_id = m.id
        where p.active and not m.active
    """,
    "the owner of a group is a member": """
        select g.id from nachet_data.groups as g
        where not exists (
            select from nachet_data.user_group as ug where ug.group_id = g.id and ug.user_id = g.owner_id
        )
    """,
}


#: Views with a species: none names one that was merged into another.
_SPECIES_IN_VIEWS: dict[str, LiteralString] = {
    "specimen": "select v.seed_id from nachet.specimen as v",
    "seed_object": "select v.seed_id from nachet.seed_object as v",
    "picture_seed": "select v.seed_id from nachet.picture_seed as v",
    "picture_summary": """
        select (s.value ->> 'seed_id')::uuid from nachet.picture_summary as v
        cross join jsonb_array_elements(v.seeds) as s (value)
    """,
    "identification": "select v.seed_id from nachet.identification as v",
    "verified_object": "select unnest(array[v.seed_id, v.model_seed_id]) from nachet.verified_object as v",
    "seed_confusion": "select unnest(array[v.seed_id, v.model_seed_id]) from nachet.seed_confusion as v",
    "rank_confusion": "select unnest(array[v.seed_id, v.model_seed_id]) from nachet.rank_confusion as v",
    "seed_alias": "select v.seed_id from nachet.seed_alias as v",
    "seed": "select unnest(array[v.id, v.parent_id]) from nachet.seed as v",
    "seed_lineage": "select v.ancestor_id from nachet.seed_lineage as v",
    "vernacular_name": "select v.seed_id from nachet.vernacular_name as v",
}


def _species_left_behind(conn: psycopg.Connection) -> list[str]:
    """The views that name a species which was merged into another."""
    merged = " in (select s.id from nachet_data.seed as s where s.merged_into is not null)"
    return [
        view
        for view, species in _SPECIES_IN_VIEWS.items()
        if conn.execute("select from (" + species + ") as n (id) where n.id" + merged).rowcount
    ]


def _storm(url: str, world: World, seed: int) -> list[str]:
    """Calls on the same few rows, one after the other; one in ten stays. Answers with the errors that are not ours."""
    random = Random(seed)  # noqa: S311 - chance, no secret
    foreign = []
    with psycopg.connect(url) as conn:
        for _ in range(60):
            name = random.choice(CHANGING)
            call = CALLS[name](world.users["admin"], world.things_for(name))
            try:
                conn.execute(call.statement, call.values)
            except psycopg.Error as error:
                if not (error.sqlstate or "").startswith("NX"):
                    foreign.append(f"{name}: {error.sqlstate} {error}")
            conn.commit() if random.random() < 0.1 else conn.rollback()
    return foreign


def test_a_storm_of_all_calls_breaks_nothing(fresh: World, url: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        storms = [threads.submit(_storm, url, fresh, seed) for seed in range(8)]
        assert [error for storm in storms for error in storm.result()] == []
    with psycopg.connect(fresh.url) as conn:
        broken = {name: conn.execute(statement).fetchall() for name, statement in INVARIANTS.items()}
        assert {name: rows for name, rows in broken.items() if rows} == {}
        assert _species_left_behind(conn) == []
