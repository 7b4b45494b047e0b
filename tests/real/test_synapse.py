# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Matrix adapter against a real Synapse."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Absent, Found, ReplyTo, Sought
from scheduler.model.post import ChannelPassage, ChannelPost
from scheduler.platforms.matrix import PLATFORM
from scheduler.platforms.matrix.composing import LIMITS
from scheduler.platforms.matrix.contents import KEY as MARK
from scheduler.platforms.matrix.room import Room
from tests.platform_stands import MemoryArtefacts, StandingClock
from tests.real.homeserver import Homeserver, User, homeserver
from tests.real.lossy_proxy import lossy
from tests.support.border import KEY, PART, connect, error_of, picture, publish

pytestmark = pytest.mark.real

NOW = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the server reads the real clock
V3 = "/_matrix/client/v3"


@dataclass(frozen=True)
class Place:
    """A room on the server, the account that writes there, and a folder for its files."""

    server: Homeserver
    user: User
    room: str
    folder: Path
    environment: pytest.MonkeyPatch

    def connected(
        self, *, token: str | None = None, url: str | None = None, room: str | None = None
    ) -> Room:
        self.environment.setenv("REAL_MATRIX_TOKEN", token or self.user.token)
        keys = {"url": url or self.server.url, "room": room or self.room}
        keys |= {"token": {"env": "REAL_MATRIX_TOKEN"}}  # type: ignore[dict-item]
        return connect(PLATFORM, keys, self.folder, StandingClock(NOW))  # type: ignore[return-value]

    def events(self) -> list[dict[str, Any]]:
        return self.server.events(self.user, self.room)

    def event(self, remote: Remote) -> dict[str, Any]:
        path = f"{V3}/rooms/{quote(self.room)}/event/{quote(remote.id)}"
        return self.server.ask("GET", path, self.user.token)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    made = homeserver(tmp_path_factory.mktemp("synapse"))
    with made.started():
        yield made


@pytest.fixture(scope="module")
def admin(server: Homeserver) -> User:
    return server.register(admin=True)


@pytest.fixture
def place(
    server: Homeserver, admin: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Place:
    user = server.register()
    server.unbound(admin, user)
    return Place(server, user, server.make_room(user), tmp_path, monkeypatch)


@pytest.fixture
def room(place: Place) -> Room:
    return place.connected()


def is_send(_: str, path: str) -> bool:
    return "/send/" in path


def test_text_arrives_as_written_and_mentions_nobody(room: Room, place: Place) -> None:
    text = "Grüße an @alle:chat.example\n\n<b>kein HTML</b> 👨‍❤️‍👨 #Ostern"
    remote = publish(room, Part(text, "de"))
    [event] = place.events()
    assert event["event_id"] == remote.id
    assert event["content"] == {"msgtype": "m.text", "body": text, "m.mentions": {}, MARK: KEY}
    assert remote.url == f"https://matrix.to/#/{place.room}/{remote.id}"


def test_picture_arrives_byte_for_byte_with_its_description_in_the_caption(
    room: Room, place: Place
) -> None:
    medium = picture(place.folder, "Ein blaues Rechteck")
    post = ChannelPost("p", "kanal", "de", (ChannelPassage("Mit Bild", (medium,)),))
    [part] = PLATFORM.compose(post, LIMITS).parts
    artefacts = MemoryArtefacts()
    room.prepare(part, key=KEY, artefacts=artefacts)
    publish(room, part, artefacts=artefacts)
    [event] = place.events()
    content = event["content"]
    assert content["body"] == "Mit Bild\n\n[Bildbeschreibung: Ein blaues Rechteck]"
    assert (content["msgtype"], content["filename"]) == ("m.image", "bild.png")
    assert (content["info"]["w"], content["info"]["h"]) == (8, 4)
    assert _downloaded(place, content["url"]) == (place.folder / "bild.png").read_bytes()


def _downloaded(place: Place, uri: str) -> bytes:
    path = f"/_matrix/client/v1/media/download/{uri.removeprefix('mxc://')}"
    request = urllib.request.Request(place.server.url + path)  # noqa: S310 - loopback
    request.add_header("Authorization", f"Bearer {place.user.token}")
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
        return answer.read()


def test_thread_hangs_together_and_its_replies_are_counted(room: Room, place: Place) -> None:
    first = publish(room, Part("1", "de"), key="k1")
    second = publish(room, Part("2", "de"), key="k2", reply_to=ReplyTo(first, first))
    third = publish(room, Part("3", "de"), key="k3", reply_to=ReplyTo(first, second))
    path = f"/_matrix/client/v1/rooms/{quote(place.room)}/relations/{quote(first.id)}/m.thread"
    thread = place.server.ask("GET", path, place.user.token)["chunk"]
    assert [each["event_id"] for each in thread] == [third.id, second.id]
    answered = thread[0]["content"]["m.relates_to"]["m.in_reply_to"]
    assert answered == {"event_id": second.id}
    assert room.measure_posts([first])[first.id].get("comments") == 2


def test_lost_answer_and_repeat_leave_exactly_one_event(place: Place) -> None:
    with lossy(place.server.url, is_send) as proxy:
        room = place.connected(url=proxy.url)
        proxy.drops = 1
        assert type(error_of(room)) is OutcomeUnknown
        look = room.find([Sought(KEY, PART, NOW)])[KEY]
        assert isinstance(look, Found)
        assert publish(room) == look.remote
        assert proxy.writes == 2
    assert [event["event_id"] for event in place.events()] == [look.remote.id]


def test_picture_whose_answer_was_lost_is_found_with_all_that_an_edit_needs(place: Place) -> None:
    part = replace(PART, attachments=(picture(place.folder),))
    artefacts = MemoryArtefacts()
    with lossy(place.server.url, is_send) as proxy:
        room = place.connected(url=proxy.url)
        proxy.drops = 1
        error_of(room, part, artefacts=artefacts)
        look = room.find([Sought(KEY, part, NOW)])[KEY]
    assert isinstance(look, Found)
    room = place.connected()
    assert publish(room, part, artefacts=artefacts) == look.remote
    room.edit(look.remote, replace(part, text="Neu"))
    assert _newest(place, look.remote)["filename"] == "bild.png"


def test_part_that_never_left_is_absent(room: Room) -> None:
    publish(room, key="another")
    assert room.find([Sought(KEY, PART, NOW)]) == {KEY: Absent()}


def test_another_login_posts_again_but_finds_what_the_first_one_sent(place: Place) -> None:
    first = publish(place.connected())
    again = place.connected(token=place.server.login(place.user).token)
    assert again.find([Sought(KEY, PART, NOW)]) == {KEY: Found(first)}
    assert publish(again) != first  # why Litfass looks before it repeats


def test_event_beyond_the_first_page_of_the_history_is_found(room: Room) -> None:
    remote = publish(room)
    for number in range(101):
        publish(room, key=f"k{number}")
    assert room.find([Sought(KEY, PART, NOW)]) == {KEY: Found(remote)}


def test_event_whose_key_another_account_copied_is_not_taken_for_ours(
    place: Place,
) -> None:
    other = place.server.register()
    place.server.ask("POST", f"{V3}/join/{quote(place.room)}", other.token, {})
    publish(place.connected(token=other.token))
    assert place.connected().find([Sought(KEY, PART, NOW)]) == {KEY: Absent()}


def test_eight_sends_at_once_make_one_event(room: Room, place: Place) -> None:
    with ThreadPoolExecutor(8) as pool:
        tries = [pool.submit(publish, room) for _ in range(8)]
    assert len({each.result() for each in tries}) == 1
    assert len(place.events()) == 1


def test_edit_shows_the_new_text_under_the_old_address(room: Room, place: Place) -> None:
    remote = publish(room)
    assert room.edit(remote, replace(PART, text="Neu")) == remote
    assert _newest(place, remote)["body"] == "Neu"


def test_edit_back_to_an_earlier_text_is_seen(room: Room, place: Place) -> None:
    remote = publish(room)
    for text in ("Neu", "Anders", "Neu"):
        room.edit(remote, replace(PART, text=text))
    assert _newest(place, remote)["body"] == "Neu"


def test_edit_whose_answer_was_lost_is_made_once(place: Place) -> None:
    with lossy(place.server.url, is_send) as proxy:
        room = place.connected(url=proxy.url)
        remote = publish(room)
        proxy.drops = 1
        with pytest.raises(OutcomeUnknown):
            room.edit(remote, replace(PART, text="Neu"))
        room.edit(remote, replace(PART, text="Neu"))
        assert proxy.writes == 2
    assert len(place.events()) == 2  # the message and its replacement


def test_text_of_the_greatest_length_can_be_sent_and_edited(room: Room, place: Place) -> None:
    remote = publish(room, Part("ä" * 30_000, "de"))
    room.edit(remote, Part("ö" * 30_000, "de"))
    assert _newest(place, remote)["body"] == "ö" * 30_000


def _newest(place: Place, remote: Remote) -> dict[str, Any]:
    """What readers see now: the server bundles the last replacement into the event."""
    replaced = place.event(remote)["unsigned"]["m.relations"]["m.replace"]
    return replaced["content"]["m.new_content"]


def test_deleted_message_is_redacted_once_and_for_all(room: Room, place: Place) -> None:
    remote = publish(room, replace(PART, attachments=(picture(place.folder),)))
    room.edit(remote, replace(PART, text="Neu"))
    room.delete(remote)
    room.delete(remote)
    assert [event["content"] for event in place.events()] == [{}, {}]
    assert room.measure_posts([remote]) == {}
    assert room.find([Sought(KEY, PART, NOW)]) == {KEY: Absent()}
    with pytest.raises(Rejected, match="does not stand in the room"):
        room.edit(remote, PART)


def test_message_that_never_was_is_left_out_and_deleted_already(room: Room) -> None:
    never = Remote("$4x2xIW7pQdHTZAoB6DLT2Fk7oO1cVDhtZCiZjUCmRvs")
    assert room.measure_posts([never]) == {}
    room.delete(never)
    with pytest.raises(Rejected):
        room.edit(never, PART)


def test_reactions_count_once_for_each_person_and_sign(room: Room, place: Place) -> None:
    remote = publish(room)
    for sender in (place.server.register(), place.server.register()):
        place.server.ask("POST", f"{V3}/join/{quote(place.room)}", sender.token, {})
        relation = {"rel_type": "m.annotation", "event_id": remote.id, "key": "👍"}
        path = f"{V3}/rooms/{quote(place.room)}/send/m.reaction/1"
        place.server.ask("PUT", path, sender.token, {"m.relates_to": relation})
    assert room.measure_posts([remote])[remote.id].get("reactions") == 2
    assert room.measure_account().get("followers") == 3


def test_token_that_has_lapsed_blocks_the_channel(place: Place, admin: User) -> None:
    path = f"/_synapse/admin/v1/users/{quote(place.user.id)}/login"
    lapsed = {"valid_until_ms": int((NOW - timedelta(hours=1)).timestamp() * 1000)}
    token = place.server.ask("POST", path, admin.token, lapsed)["access_token"]
    error = error_of(place.connected(token=token))
    assert type(error) is ChannelBlocked
    assert '"soft_logout":true' in error.answer.excerpt.replace(" ", "")
    assert place.events() == []


def test_token_that_was_logged_out_blocks_the_channel(place: Place) -> None:
    token = place.server.login(place.user).token
    place.server.ask("POST", f"{V3}/logout", token, {})
    assert type(error_of(place.connected(token=token))) is ChannelBlocked
    with pytest.raises(ChannelBlocked, match="access token"):
        place.connected(token=token).check()


def test_rate_limit_says_how_long_to_wait_and_publishes_nothing(
    server: Homeserver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = server.register()
    place = Place(server, bound, server.make_room(bound), tmp_path, monkeypatch)
    room = place.connected()
    with pytest.raises(TryLater) as caught:
        _publish_thirty(room)  # Synapse lets a burst of ten pass, then one every five seconds
    assert caught.value.whole_channel
    assert caught.value.retry_at is not None
    assert timedelta() < caught.value.retry_at - NOW <= timedelta(seconds=10)
    kept = {event["content"][MARK] for event in place.events()}
    assert kept == {f"k{number}" for number in range(len(kept))}
    assert 0 < len(kept) < 30


def _publish_thirty(room: Room) -> None:
    for number in range(30):
        publish(room, key=f"k{number}")


def test_room_that_the_account_has_not_joined_blocks_the_channel(
    place: Place, server: Homeserver
) -> None:
    stranger = server.register()
    outside = place.connected(token=stranger.token)
    assert type(error_of(outside)) is ChannelBlocked
    assert "not in the room" in str(outside.check().problems[0])


def test_check_tells_the_account_and_an_encrypted_room(place: Place, room: Room) -> None:
    health = room.check()
    assert (health.account, health.problems) == (f"{place.user.id} ({place.room})", ())
    secret = place.server.make_room(place.user, encrypted=True)
    [problem] = place.connected(room=secret).check().problems
    assert "encrypted" in str(problem)


def test_address_of_a_room_leads_to_it(place: Place) -> None:
    named = place.server.make_room(place.user, "presse")
    publish(place.connected(room="#presse:chat.example"))
    assert len(place.server.events(place.user, named)) == 1


def test_server_tells_how_large_files_may_be(room: Room) -> None:
    limits = room.fetch_limits()
    assert (limits.image_bytes, limits.source) == (50 * 1024 * 1024, f"server {NOW:%Y-%m-%d}")


def test_event_that_is_too_large_is_refused(room: Room, place: Place) -> None:
    assert type(error_of(room, Part("\x01" * 20_000, "de"))) is Rejected
    assert place.events() == []


def test_a_killed_server_knows_the_transaction_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = homeserver(tmp_path)
    with server.started():
        user = server.register()
        place = Place(server, user, server.make_room(user), tmp_path, monkeypatch)
        first = publish(place.connected())
    with server.started():
        assert publish(place.connected()) == first
        assert len(place.events()) == 1
