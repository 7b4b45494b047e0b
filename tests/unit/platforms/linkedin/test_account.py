# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page and a member: pictures, look-up, figures, edits, checks."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import responses
from pydantic import ValidationError

from scheduler.model.errors import ChannelBlocked, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Pending, ReplyTo, Sought, Unsure
from scheduler.model.post import Attachment, Card
from scheduler.platforms.linkedin import PLATFORM
from scheduler.platforms.linkedin.settings import Settings
from scheduler.simulator.dialects.linkedin import DIALECT
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, picture, publish
from tests.support.clock import START, FakeClock

API = "https://api.linkedin.com"
POSTS = f"{API}/rest/posts"
PAGE = "urn:li:organization:5"
MEMBER = "urn:li:person:Ab-1"
KEYS = {"token": {"env": "LINKEDIN_TOKEN"}, "author": PAGE}
MADE = int(START.timestamp() * 1000)
MINUTE = 60_000

DENIED = {"status": 403, "json": {"code": "ACCESS_DENIED"}}


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("LINKEDIN_TOKEN", "geheimes-token")
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def member(tmp_path, monkeypatch, clock):
    monkeypatch.setenv("LINKEDIN_TOKEN", "geheimes-token")
    return connect(PLATFORM, KEYS | {"author": MEMBER}, tmp_path, clock)


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(world, tmp_path):
    with SimulatorServer(world, {"linkedin": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("linkedin"), "land")
        yield connect(PLATFORM, keys, tmp_path, world.clock)


def listed(text: str = PART.text, at: int = MADE, number: int = 7, **given) -> dict:
    times = {"createdAt": at, "lastModifiedAt": at}
    return {"id": f"urn:li:share:{number}", "commentary": text, **times} | given


# Look-up ---------------------------------------------------------------------------------------


@responses.activate
@pytest.mark.parametrize(
    ("elements", "taken", "expected"),
    [
        pytest.param([listed()], [], Found, id="there"),
        pytest.param([listed(), listed("Etwas anderes", number=8)], [], Found, id="among others"),
        pytest.param([listed(at=MADE - MINUTE)], [], Found, id="clocks differ"),
        pytest.param([listed(at=MADE - 3 * MINUTE)], [], Absent, id="older"),
        pytest.param([listed()], ["urn:li:share:7"], Absent, id="another delivery's"),
        pytest.param([listed(), listed(number=8)], [], Unsure, id="two of them"),
        pytest.param([listed(content={"media": {"id": "x"}})], [], Unsure, id="other pictures"),
        pytest.param([listed(id="urn:li:event:7")], [], Absent, id="no post"),
        pytest.param([listed(lifecycleState="DRAFT")], [], Absent, id="a draft"),
        pytest.param([], [], Absent, id="nothing"),
        pytest.param([listed("x", number=n) for n in range(20)], [], Unsure, id="not to the end"),
    ],
)
def test_a_lost_post_is_found_by_what_it_says(page, elements, taken, expected: type) -> None:
    responses.get(POSTS, json={"elements": elements})
    look = page.find([Sought(KEY, PART, START, taken=frozenset(taken))])[KEY]
    assert type(look) is expected
    request = responses.calls[0].request
    assert request.headers["X-RestLi-Method"] == "FINDER"
    assert "author=urn%3Ali%3Aorganization%3A5&q=author" in request.url


@responses.activate
def test_markup_that_linkedin_gives_back_does_not_hide_the_post(page) -> None:
    text = r"Hallo \(Welt\) {hashtag|\#|Land} @[Amt](urn:li:organization:1)"
    responses.get(POSTS, json={"elements": [listed(text)]})
    part = replace(PART, text="Hallo (Welt)\n#Land @[Amt](urn:li:organization:1)")
    assert isinstance(page.find([Sought(KEY, part, START)])[KEY], Found)


@responses.activate
def test_one_post_is_never_found_for_two_deliveries(page) -> None:
    responses.get(POSTS, json={"elements": [listed()]})
    looks = page.find([Sought("k1", PART, START), Sought("k2", PART, START)])
    assert [type(look) for look in looks.values()] == [Unsure, Unsure]


@responses.activate
def test_an_unreadable_list_proves_nothing(page) -> None:
    responses.get(POSTS, json={"elements": None})
    with pytest.raises(TryLater):
        page.find([Sought(KEY, PART, START)])


def test_what_a_member_has_published_only_a_person_can_see(member) -> None:
    look = member.find([Sought(KEY, PART, START)])[KEY]
    assert isinstance(look, Unsure)
    assert "litfass confirm" in look.sentence.de


@responses.activate
def test_a_token_that_may_not_read_leaves_the_look_to_a_person(page) -> None:
    responses.get(POSTS, **DENIED)
    assert isinstance(page.find([Sought(KEY, PART, START)])[KEY], Unsure)


@responses.activate
def test_a_token_that_has_ended_is_said_and_proves_nothing(page) -> None:
    responses.get(POSTS, status=401, json={})
    with pytest.raises(ChannelBlocked):
        page.find([Sought(KEY, PART, START)])


def test_posts_and_comments_are_found_each_in_its_place(simulated, world) -> None:
    started_at = world.now()
    root = publish(simulated)
    reply_to = ReplyTo(root, root)
    part = replace(PART, text="Und noch etwas.")
    comment = publish(simulated, part, reply_to=reply_to)
    sought = [Sought("k1", PART, started_at), Sought("k2", part, started_at, reply_to)]
    assert simulated.find(sought) == {"k1": Found(root), "k2": Found(comment)}


# Pictures and cards ----------------------------------------------------------------------------


def test_pictures_are_uploaded_ahead_once_and_shown_with_their_alt_texts(
    simulated, world, tmp_path
) -> None:
    pictures = tuple(picture(tmp_path, alt, f"{alt}.png") for alt in ("Eins", "Zwei"))
    part, artefacts = replace(PART, attachments=pictures), MemoryArtefacts()
    simulated.prepare(part, key=KEY, artefacts=artefacts)
    simulated.prepare(part, key=KEY, artefacts=artefacts)
    publish(simulated, part, artefacts=artefacts)
    (post,) = world.posts()
    assert [medium.alt for medium in post.media] == ["Eins", "Zwei"]
    assert len(world.media()) == 2
    assert artefacts.history == ["media", "media", "media", "begun"]


def test_a_video_goes_in_pieces_without_the_token_and_is_waited_for(
    simulated, world, tmp_path
) -> None:
    data = bytes(range(256)) * 20_000
    (tmp_path / "film.mp4").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    film = Attachment("film.mp4", digest, "video/mp4", len(data), "video", "Alt")
    part, artefacts = replace(PART, attachments=(film,)), MemoryArtefacts()
    simulated.prepare(part, key=KEY, artefacts=artefacts)
    publish(simulated, part, artefacts=artefacts)
    (post,) = world.posts()
    assert [(each.mime, each.data == data, each.alt) for each in post.media] == [
        ("video/mp4", True, "")
    ]


def test_a_post_waits_for_a_picture_that_is_still_processed(simulated, world, tmp_path) -> None:
    part = replace(PART, attachments=(picture(tmp_path),))
    result = simulated.publish(part, key=KEY, reply_to=None, artefacts=MemoryArtefacts())
    assert isinstance(result, Pending)
    assert world.arrivals() == 0


@responses.activate
def test_for_a_member_a_fixed_time_is_waited_because_the_state_is_closed(
    member, clock, tmp_path
) -> None:
    named = {"uploadUrl": "https://www.linkedin.com/dms/u", "image": "urn:li:image:1"}
    responses.post(f"{API}/rest/images?action=initializeUpload", json={"value": named})
    responses.put("https://www.linkedin.com/dms/u", status=201)
    responses.post(POSTS, status=201, headers={"x-restli-id": "urn:li:share:7"})
    part, artefacts = replace(PART, attachments=(picture(tmp_path),)), MemoryArtefacts()
    member.prepare(part, key=KEY, artefacts=artefacts)
    early = member.publish(part, key=KEY, reply_to=None, artefacts=artefacts)
    assert isinstance(early, Pending)
    clock.jump(timedelta(seconds=30))
    assert publish(member, part, artefacts=artefacts).id == "urn:li:share:7"


def test_a_card_shows_what_was_sent_for_linkedin_looks_at_no_page(
    simulated, world, tmp_path
) -> None:
    card = Card("https://stadt.example/", "Titel", "Worum", image=picture(tmp_path))
    part, artefacts = replace(PART, card=card), MemoryArtefacts()
    simulated.prepare(part, key=KEY, artefacts=artefacts)
    publish(simulated, part, artefacts=artefacts)
    (post,) = world.posts()
    assert (post.card.url, post.card.title, post.card.description) == (card.url, "Titel", "Worum")
    assert post.card.image is not None
    assert post.media == ()


# Figures ---------------------------------------------------------------------------------------

STATISTICS = f"{API}/rest/organizationalEntityShareStatistics"
METADATA = f"{API}/rest/socialMetadata"
SHARE, UGC = "urn:li:share:1", "urn:li:ugcPost:2"
TOTAL = {
    "impressionCount": 120,
    "uniqueImpressionsCount": 90,
    "clickCount": 4,
    "likeCount": 7,
    "commentCount": 1,
    "shareCount": 2,
}
SOCIAL = {
    "reactionSummaries": {"LIKE": {"count": 5}, "PRAISE": {"count": 3}},
    "commentSummary": {"count": 4},
}


@responses.activate
def test_figures_come_in_two_calls_for_both_kinds_of_posts(page) -> None:
    responses.get(METADATA, json={"results": {SHARE: SOCIAL, UGC: {"commentSummary": {}}}})
    elements = [{"share": SHARE, "totalShareStatistics": TOTAL}]
    responses.get(STATISTICS, json={"elements": elements})
    counts = page.measure_posts([Remote(SHARE), Remote(UGC)])
    assert {name: dict(each.values) for name, each in counts.items()} == {
        SHARE: {"views": 120, "reach": 90, "shares": 2, "reactions": 8, "comments": 4},
        UGC: {},
    }
    asked = [call.request.url for call in responses.calls]
    assert "ids=List(urn%3Ali%3Ashare%3A1,urn%3Ali%3AugcPost%3A2)" in asked[0]
    assert "&shares=List(urn%3Ali%3Ashare%3A1)&ugcPosts=List(urn%3Ali%3AugcPost%3A2)" in asked[1]


@responses.activate
@pytest.mark.parametrize(
    ("metadata", "statistics", "expected"),
    [
        pytest.param(DENIED, {"elements": [{"share": SHARE}]}, {SHARE: {}}, id="no metadata"),
        pytest.param(DENIED, {"elements": []}, {}, id="nothing known"),
        pytest.param({"json": {"results": {SHARE: SOCIAL}}}, None, None, id="no statistics"),
        pytest.param({"json": {"results": {}}}, {"elements": []}, {}, id="deleted"),
    ],
)
def test_a_source_that_is_closed_leaves_the_other_one(page, metadata, statistics, expected) -> None:
    responses.get(METADATA, **metadata)
    responses.get(STATISTICS, **({"json": statistics} if statistics else DENIED))
    counts = page.measure_posts([Remote(SHARE)])
    told = {name: dict(each.values) for name, each in counts.items()}
    assert told == (expected if expected is not None else {SHARE: {"reactions": 8, "comments": 4}})


@responses.activate
def test_two_closed_sources_are_a_fault_of_the_channel(page) -> None:
    responses.get(METADATA, **DENIED)
    responses.get(STATISTICS, **DENIED)
    with pytest.raises(ChannelBlocked):
        page.measure_posts([Remote(SHARE)])


def test_members_and_comments_have_no_figures(page, member) -> None:
    assert member.measure_posts([Remote(SHARE)]) == {}
    assert not member.measure_account().values
    assert page.measure_posts([Remote("urn:li:comment:(urn:li:activity:1,2)")]) == {}


# Edits, deletions, checks ----------------------------------------------------------------------


def test_an_edit_changes_the_text_and_a_deletion_is_no_fault_twice(simulated, world) -> None:
    remote = publish(simulated)
    simulated.edit(remote, replace(PART, text="Neu (jetzt)"))
    assert world.post("linkedin", remote.id).text == "Neu (jetzt)"
    simulated.delete(remote)
    simulated.delete(remote)
    assert world.post("linkedin", remote.id) is None


def test_a_comment_can_be_deleted_but_not_edited(simulated, world) -> None:
    root = publish(simulated)
    comment = publish(simulated, replace(PART, text="Mehr."), reply_to=ReplyTo(root, root))
    with pytest.raises(Rejected):
        simulated.edit(comment, PART)
    simulated.delete(comment)
    simulated.delete(comment)
    assert [post.deleted for post in world.posts()] == [False, True]


@responses.activate
def test_an_edit_that_linkedin_takes_and_does_not_make_is_said(page) -> None:
    path = f"{POSTS}/urn%3Ali%3Ashare%3A7"
    changed = responses.post(path, status=204)
    responses.get(path, json=listed("Der alte Text"))
    with pytest.raises(Rejected):
        page.edit(Remote("urn:li:share:7"), PART)
    assert changed.calls[0].request.headers["X-RestLi-Method"] == "PARTIAL_UPDATE"


@responses.activate
@pytest.mark.parametrize(
    ("posts", "until", "problems"),
    [
        pytest.param({"json": {"elements": []}}, "2027-05-01", 0, id="well"),
        pytest.param({"json": {"elements": []}}, None, 1, id="no end known"),
        pytest.param(DENIED, "2027-05-01", 1, id="own posts are closed"),
    ],
)
def test_check_names_the_page_and_what_is_missing(
    tmp_path, monkeypatch, posts, until, problems
) -> None:
    monkeypatch.setenv("LINKEDIN_TOKEN", "geheimes-token")
    page = connect(PLATFORM, KEYS | {"token_until": until}, tmp_path, FakeClock())
    responses.get(f"{API}/rest/organizations/5", json={"localizedName": "Stadt Beispiel"})
    responses.get(POSTS, **posts)
    health = page.check()
    assert health.account == f"Stadt Beispiel ({PAGE})"
    assert len(health.problems) == problems
    assert health.expires_at == (datetime(2027, 5, 1, tzinfo=UTC) if until else None)


@responses.activate
@pytest.mark.parametrize("status", [400, 404])
def test_check_says_that_there_is_no_such_page(page, status: int) -> None:
    responses.get(f"{API}/rest/organizations/5", status=status, json={})
    responses.get(POSTS, json={"elements": []})
    with pytest.raises(ChannelBlocked) as caught:
        page.check()
    assert "author" in caught.value.sentence.en


@responses.activate
@pytest.mark.parametrize("status", [401, 426])
def test_check_stops_at_a_token_or_version_that_has_ended(page, status: int) -> None:
    responses.get(f"{API}/rest/organizations/5", status=status, json={})
    responses.get(POSTS, status=status, json={})
    with pytest.raises(ChannelBlocked):
        page.check()


@responses.activate
def test_check_of_a_member_asks_for_the_name_alone(member) -> None:
    responses.get(f"{API}/v2/userinfo", json={"name": "Presse Beispiel"})
    assert member.check().account == f"Presse Beispiel ({MEMBER})"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("author", "5515715"),
        ("author", "urn:li:organization:abc"),
        ("author", "urn:li:person:"),
        ("version", "2026-09"),
        ("version", "202613"),
        ("token_until", "bald"),
        ("url", "http://api.example"),
    ],
)
def test_keys_that_cannot_work_are_refused(key: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(KEYS | {key: value})
