# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected account, at simulated servers of four kinds."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.model.delivery import delivery_key
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Absent,
    Checks,
    Deletes,
    Edits,
    Found,
    MeasuresAccount,
    MeasuresPosts,
    Pending,
    Prepares,
    Reconciles,
    RefreshesLimits,
    Repeats,
    ReplyTo,
    Sought,
    Unsure,
)
from scheduler.model.post import Attachment
from scheduler.platforms.fediverse.account import Account
from scheduler.platforms.fediverse.uploads import ARTEFACT
from scheduler.simulator.faults import Match
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.clock import FakeClock
from tests.unit.platforms.fediverse.conftest import FLAVOURS

KEY = delivery_key("auftakt", "mastodon-land", 1)
EVERYWHERE = pytest.mark.parametrize("flavour", list(FLAVOURS))
Medium = Callable[..., Attachment]


def publish(
    account: Account,
    part: Part,
    *,
    key: str = KEY,
    reply_to: ReplyTo | None = None,
    artefacts: MemoryArtefacts | None = None,
) -> Remote:
    remote = account.publish(
        part, key=key, reply_to=reply_to, artefacts=artefacts or MemoryArtefacts()
    )
    assert isinstance(remote, Remote)
    return remote


def sought(clock: FakeClock, part: Part, key: str = KEY, reply_to: ReplyTo | None = None) -> Sought:
    return Sought(key, part, clock.now(), reply_to)


@pytest.mark.parametrize(
    "capability",
    [
        Checks,
        Deletes,
        Edits,
        MeasuresAccount,
        MeasuresPosts,
        Prepares,
        Reconciles,
        RefreshesLimits,
    ],
)
def test_account_has_the_capability(account: Account, capability: type) -> None:
    assert isinstance(account, capability)


def test_account_is_not_repeatable_for_keys_prove_too_little(account: Account) -> None:
    assert not isinstance(account, Repeats)


@EVERYWHERE
def test_text_language_and_visibility_arrive(account_at, world: World, part: Part, flavour) -> None:
    remote = publish(account_at(flavour), part)
    post = world.post(flavour, remote.id)
    assert post is not None
    assert (post.text, post.lang, post.visibility, post.media) == (part.text, "de", "public", ())
    assert remote.url == post.url


def test_plain_language_is_sent_as_its_language(account: Account, world: World, part: Part) -> None:
    remote = publish(account, replace(part, lang="de-leicht"))
    assert world.post("mastodon", remote.id).lang == "de"


def test_content_warning_covers_pictures_too(account: Account, world: World, part: Part) -> None:
    remote = publish(account, replace(part, content_warning="Gewalt"))
    post = world.post("mastodon", remote.id)
    assert post.content_warning == "Gewalt"
    assert post.raw["sensitive"] is True


def test_pictures_arrive_in_order_with_alt_texts(
    account: Account, world: World, part: Part, attached: Medium
) -> None:
    media = (attached("1.png", "Erstes"), attached("2.png", ""), attached("3.png", "Drittes"))
    remote = publish(account, replace(part, attachments=media))
    shown = world.post("mastodon", remote.id).media
    assert [medium.alt for medium in shown] == ["Erstes", None, "Drittes"]


def test_thread_hangs_on_its_predecessor(account: Account, world: World, part: Part) -> None:
    root = publish(account, part)
    second = replace(part, text="Zwei", visibility="unlisted")
    reply = publish(account, second, key=str(uuid.uuid4()), reply_to=ReplyTo(root, root))
    assert world.post("mastodon", reply.id).reply_to == root.id


def test_preparing_uploads_once_and_publishing_uses_it(
    account: Account, world: World, part: Part, attached: Medium
) -> None:
    artefacts = MemoryArtefacts()
    illustrated = replace(part, attachments=(attached(),))
    account.prepare(illustrated, key=KEY, artefacts=artefacts)
    kept = [entry["id"] for entry in artefacts.get(ARTEFACT).values()]
    remote = publish(account, illustrated, artefacts=artefacts)
    assert [medium.id for medium in world.post("mastodon", remote.id).media] == kept


def test_preparing_waits_for_a_video(
    account: Account, world: World, part: Part, attached: Medium
) -> None:
    artefacts = MemoryArtefacts()
    film = replace(part, attachments=(attached("film.mp4", "Ein Film", "video/mp4"),))
    account.prepare(film, key=KEY, artefacts=artefacts)
    remote = publish(account, film, artefacts=artefacts)
    assert len(world.post("mastodon", remote.id).media) == 1


def test_a_video_that_is_not_ready_is_pending_and_then_published_once(
    account: Account, world: World, part: Part, attached: Medium, clock: FakeClock
) -> None:
    artefacts = MemoryArtefacts()
    film = replace(part, attachments=(attached("film.mp4", "Ein Film", "video/mp4"),))
    waiting = account.publish(film, key=KEY, reply_to=None, artefacts=artefacts)
    assert isinstance(waiting, Pending)
    assert world.arrivals() == 0
    clock.jump_to(waiting.ask_again_at)
    publish(account, film, artefacts=artefacts)
    assert world.arrivals() == 1


def test_media_that_the_server_lost_are_uploaded_again(
    account: Account, world: World, part: Part, attached: Medium
) -> None:
    illustrated = replace(part, attachments=(attached("1.png"), attached("2.png", "Zwei")))
    artefacts = MemoryArtefacts()
    account.prepare(illustrated, key=KEY, artefacts=artefacts)
    label = next(iter(artefacts.get(ARTEFACT)))
    artefacts.kept[ARTEFACT][label] = {"id": "999", "ready": True}
    remote = publish(account, illustrated, artefacts=artefacts)
    assert len(world.post("mastodon", remote.id).media) == 2
    assert world.arrivals() == 1


def test_a_medium_that_is_silently_dropped_is_told(
    account_at, part: Part, attached: Medium
) -> None:
    account, artefacts = account_at("snac"), MemoryArtefacts()
    illustrated = replace(part, attachments=(attached("1.png"), attached("2.png", "Zwei")))
    account.prepare(illustrated, key=KEY, artefacts=artefacts)
    label = next(iter(artefacts.get(ARTEFACT)))
    artefacts.kept[ARTEFACT][label] = {"id": "999", "ready": True}
    remote = publish(account, illustrated, artefacts=artefacts)
    assert remote.extra == (("missing_media", "1"),)


def test_a_medium_that_changed_since_its_review_is_refused(
    account: Account, part: Part, attached: Medium, tmp_path, world: World
) -> None:
    illustrated = replace(part, attachments=(attached(),))
    (tmp_path / "bild.png").write_bytes(b"other")
    with pytest.raises(Rejected, match="no longer what was reviewed"):
        publish(account, illustrated)
    assert world.arrivals() == 0


@pytest.mark.parametrize(
    ("flavour", "sent"), [("mastodon", KEY), ("gotosocial", None), ("snac", None)]
)
def test_a_key_goes_only_where_it_is_honoured(
    account_at, world: World, part: Part, flavour: str, sent: str | None
) -> None:
    publish(account_at(flavour), part)
    assert world.posts(flavour)[0].key == sent


@EVERYWHERE
def test_a_lost_answer_is_found_and_nothing_is_sent_twice(
    account_at, world: World, part: Part, flavour: str, attached: Medium
) -> None:
    account = account_at(flavour)
    whole = replace(part, content_warning="Gewalt", attachments=(attached(),))
    world.faults.plan("drop_after")
    with pytest.raises(OutcomeUnknown):
        publish(account, whole)
    look = account.find([Sought(KEY, whole, world.now())])[KEY]
    assert isinstance(look, Found)
    assert world.post(flavour, look.remote.id).text == part.text
    assert world.arrivals() == 1


@EVERYWHERE
def test_a_request_that_never_arrived_is_absent(
    account_at, world: World, part: Part, clock: FakeClock, flavour: str
) -> None:
    account = account_at(flavour)
    world.faults.plan("drop_before")
    with pytest.raises(OutcomeUnknown):
        publish(account, part)
    assert account.find([sought(clock, part)]) == {KEY: Absent()}


def test_without_looking_a_retry_would_post_twice_where_keys_are_ignored(
    account_at, world: World, part: Part
) -> None:
    account = account_at("gotosocial")
    world.faults.plan("fail_after")
    with pytest.raises(OutcomeUnknown):
        publish(account, part)
    publish(account, part)
    assert world.arrivals() == 2


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("fail_before", OutcomeUnknown),
        ("fail_after", OutcomeUnknown),
        ("truncate", OutcomeUnknown),
        ("expired_token", ChannelBlocked),
        ("reject", Rejected),
    ],
)
def test_a_fault_is_classed_by_what_is_certain(
    account: Account, world: World, part: Part, fault: str, error: type[Exception]
) -> None:
    world.faults.plan(fault)
    with pytest.raises(error):
        publish(account, part)


def test_a_rate_limit_names_its_floor_for_the_whole_channel(
    account: Account, world: World, part: Part, clock: FakeClock
) -> None:
    world.faults.plan("rate_limit")
    with pytest.raises(TryLater) as caught:
        publish(account, part)
    assert caught.value.retry_at == clock.now() + timedelta(seconds=60)
    assert caught.value.whole_channel


@pytest.mark.parametrize("fault", ["fail_before", "drop_before", "truncate"])
def test_a_fault_before_anything_was_sent_is_no_unclear_outcome(
    account: Account, world: World, part: Part, attached: Medium, fault: str
) -> None:
    match = Match(publishing=False, path="/api/v2/media")
    world.faults.plan(fault, match=match)
    with pytest.raises(TryLater):
        publish(account, replace(part, attachments=(attached(),)))
    assert world.arrivals() == 0


@pytest.mark.parametrize(("flavour", "length"), [("mastodon", 501), ("takahe", 501)])
def test_a_text_that_is_too_long_is_rejected(account_at, flavour: str, length: int) -> None:
    with pytest.raises(Rejected):
        publish(account_at(flavour), Part("a" * length, "de"))


def test_two_equal_posts_leave_the_decision_to_a_person(
    account: Account, part: Part, clock: FakeClock
) -> None:
    for _ in range(2):
        publish(account, part, key=str(uuid.uuid4()))
    look = account.find([sought(clock, part)])[KEY]
    assert isinstance(look, Unsure)
    assert len(look.candidates) == 2


def test_one_post_cannot_prove_two_deliveries(
    account: Account, part: Part, clock: FakeClock
) -> None:
    publish(account, part)
    other = str(uuid.uuid4())
    looks = account.find([sought(clock, part), sought(clock, part, other)])
    assert all(isinstance(look, Unsure) for look in looks.values())


def test_one_listing_serves_all_that_are_sought(
    account: Account, part: Part, clock: FakeClock
) -> None:
    others = [replace(part, text=f"Beitrag Nummer {number}") for number in range(3)]
    keys = [str(uuid.uuid4()) for _ in others]
    remotes = [publish(account, other, key=key) for other, key in zip(others, keys, strict=True)]
    wanted = [sought(clock, other, key) for other, key in zip(others, keys, strict=True)]
    looks = account.find([*wanted, sought(clock, part)])
    assert [looks[key] for key in keys] == [Found(remote) for remote in remotes]
    assert looks[KEY] == Absent()


def test_a_listing_is_followed_back_to_the_beginning_of_the_try(
    account: Account, part: Part, clock: FakeClock
) -> None:
    look_for = sought(clock, part)
    remote = publish(account, part)
    for number in range(45):
        publish(account, Part(f"Nummer {number}", "de"), key=str(uuid.uuid4()))
    assert account.find([look_for]) == {KEY: Found(remote)}


def test_an_older_post_with_the_same_text_is_not_it(
    account: Account, part: Part, clock: FakeClock
) -> None:
    publish(account, part)
    clock.jump(timedelta(minutes=3))
    assert account.find([sought(clock, part)]) == {KEY: Absent()}


def test_an_answer_to_another_post_is_not_it(
    account: Account, part: Part, clock: FakeClock
) -> None:
    root = publish(account, Part("Wurzel", "de"))
    publish(account, part, key=str(uuid.uuid4()), reply_to=ReplyTo(root, root))
    assert account.find([sought(clock, part)]) == {KEY: Absent()}
    look = account.find([sought(clock, part, reply_to=ReplyTo(root, root))])[KEY]
    assert isinstance(look, Found)


def test_the_same_text_in_another_language_leaves_the_decision_to_a_person(
    account: Account, part: Part, clock: FakeClock
) -> None:
    publish(account, replace(part, lang="en"))
    assert isinstance(account.find([sought(clock, part)])[KEY], Unsure)


def test_a_direct_post_that_is_not_listed_is_not_proved_absent(
    account: Account, part: Part, clock: FakeClock
) -> None:
    direct = replace(part, visibility="direct")
    assert isinstance(account.find([sought(clock, direct)])[KEY], Unsure)


@EVERYWHERE
def test_figures_are_counted_and_gone_posts_left_out(
    account_at, world: World, part: Part, clock: FakeClock, flavour: str
) -> None:
    account = account_at(flavour)
    remotes = [publish(account, part, key=str(uuid.uuid4())) for _ in range(3)]
    account.delete(remotes[1])
    clock.jump(timedelta(days=1))
    counts = account.measure_posts(remotes)
    assert set(counts) == {remotes[0].id, remotes[2].id}
    quotes = {"quotes"} if flavour == "mastodon" else set()
    assert set(counts[remotes[0].id].values) == {"reactions", "shares", "comments"} | quotes
    expected = world.counts(world.post(flavour, remotes[0].id), {"favourites_count": 1.0})
    assert counts[remotes[0].id].get("reactions") == expected["favourites_count"] > 0


def test_figures_of_posts_that_are_all_gone_are_empty(account: Account, part: Part) -> None:
    remote = publish(account, part)
    account.delete(remote)
    assert account.measure_posts([remote]) == {}


def test_followers_are_counted(account: Account, world: World) -> None:
    assert account.measure_account().get("followers") == world.followers("mastodon", "land")


@EVERYWHERE
def test_deleting_twice_succeeds(account_at, world: World, part: Part, flavour: str) -> None:
    account = account_at(flavour)
    remote = publish(account, part)
    account.delete(remote)
    account.delete(remote)
    assert world.post(flavour, remote.id) is None


def test_an_edit_replaces_text_and_alt_texts(
    account: Account, world: World, part: Part, attached: Medium
) -> None:
    remote = publish(account, replace(part, attachments=(attached(alt="Alt"),)))
    changed = replace(part, text="Neu", attachments=(attached(alt="Besser"),))
    assert account.edit(remote, changed) == remote
    post = world.post("mastodon", remote.id)
    assert (post.text, post.media[0].alt) == ("Neu", "Besser")
    assert world.arrivals() == 1


def test_an_edit_cannot_exchange_media(account: Account, part: Part, attached: Medium) -> None:
    remote = publish(account, part)
    with pytest.raises(Rejected, match="cannot be exchanged"):
        account.edit(remote, replace(part, attachments=(attached(),)))


def test_check_tells_account_scopes_and_limits(account: Account) -> None:
    health = account.check()
    assert health.account == "@land@127.0.0.1"
    assert health.problems == ()
    assert "write:statuses" in health.scopes
    assert health.limits.text == 500


@pytest.mark.parametrize(
    ("flavour", "text", "url_length"),
    [
        pytest.param("mastodon", 500, 23, id="Mastodon"),
        pytest.param("gotosocial", 5000, None, id="GoToSocial counts URLs in full"),
        pytest.param("takahe", 500, 23, id="Takahe has only v1"),
    ],
)
def test_limits_are_the_instances_own(
    account_at, flavour: str, text: int, url_length: int | None
) -> None:
    limits = account_at(flavour).fetch_limits()
    assert (limits.text, limits.url_length) == (text, url_length)
    assert limits.source == "instance 2027-03-08"
    assert "image/png" in limits.mime_types


def test_a_wrong_token_blocks_the_channel(
    server: SimulatorServer, connect, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = connect(server.url_of("mastodon"))
    monkeypatch.setenv("LITFASS_TEST_TOKEN", "somebody-elses-token")
    with pytest.raises(ChannelBlocked):
        publish(account, part)


def test_a_token_that_was_replaced_is_read_again_after_a_refusal(
    account: Account, world: World, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LITFASS_TEST_TOKEN", "an-old-token")
    with pytest.raises(ChannelBlocked):
        publish(account, part)
    monkeypatch.setenv("LITFASS_TEST_TOKEN", "simulated-token-of-land")
    publish(account, part)
    assert world.arrivals() == 1
