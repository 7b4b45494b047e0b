# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Media are uploaded once, waited for, and never lost without a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.model.errors import Rejected, TryLater
from scheduler.model.message import Part
from scheduler.model.platform import (
    Pending,
)
from scheduler.platforms.fediverse.account import Account
from scheduler.platforms.fediverse.uploads import ARTEFACT
from scheduler.simulator.faults import Match
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.clock import FakeClock
from tests.unit.platforms.fediverse.border import KEY, Medium, publish


def test_pictures_arrive_in_order_with_alt_texts(
    account: Account, world: World, part: Part, attached: Medium
) -> None:
    media = (attached("1.png", "Erstes"), attached("2.png", ""), attached("3.png", "Drittes"))
    remote = publish(account, replace(part, attachments=media))
    shown = world.post("mastodon", remote.id).media
    assert [medium.alt for medium in shown] == ["Erstes", None, "Drittes"]


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


@pytest.mark.parametrize("fault", ["fail_before", "drop_before", "truncate"])
def test_a_fault_before_anything_was_sent_is_no_unclear_outcome(
    account: Account, world: World, part: Part, attached: Medium, fault: str
) -> None:
    match = Match(publishing=False, path="/api/v2/media")
    world.faults.plan(fault, match=match)
    with pytest.raises(TryLater):
        publish(account, replace(part, attachments=(attached(),)))
    assert world.arrivals() == 0


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
