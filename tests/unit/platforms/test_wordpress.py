# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A WordPress site: what each answer means, and what is sent; the table of its docs page."""

from __future__ import annotations

import base64
import dataclasses
import json
from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Found, Sought, Unsure
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.platforms.wordpress import PLATFORM
from scheduler.platforms.wordpress.composing import LIMITS, Upload, compose, content, slug, title
from scheduler.simulator.dialects.wordpress import DIALECT
from scheduler.simulator.faults import Match
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

SITE = "https://www.land.example"
POSTS = f"{SITE}/wp-json/wp/v2/posts"
PASSWORD = "abcd efgh ijkl mnop qrst uvwx"
KEYS = {"url": SITE, "user": "litfass", "password": {"env": "WORDPRESS_PASSWORD"}}
SHOWN = {"id": 4, "status": "publish", "link": f"{SITE}/da-geht-noch-was"}


def drafted() -> MemoryArtefacts:
    return MemoryArtefacts({"draft": 4})


def lies(status: str = "draft") -> None:
    responses.get(f"{POSTS}/4", json={"id": 4, "status": status})


def told(status: int, code: str) -> dict:
    return {"status": status, "json": {"code": code, "message": "…", "data": {"status": status}}}


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.setenv("WORDPRESS_PASSWORD", PASSWORD)
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(world, tmp_path):
    with SimulatorServer(world, {"wordpress": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("wordpress"), "land")
        yield connect(PLATFORM, keys, tmp_path, world.clock)


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(told(401, "rest_cannot_create"), ChannelBlocked, id="wrong password"),
        pytest.param(told(401, "incorrect_password"), ChannelBlocked, id="incorrect password"),
        pytest.param(
            told(401, "application_passwords_disabled"), ChannelBlocked, id="switched off"
        ),
        pytest.param(told(403, "rest_forbidden"), ChannelBlocked, id="role"),
        pytest.param(told(404, "rest_no_route"), ChannelBlocked, id="no api"),
        pytest.param(told(404, "rest_post_invalid_id"), Rejected, id="draft deleted"),
        pytest.param(told(400, "rest_invalid_param"), Rejected, id="parameter"),
        pytest.param({"status": 413, "body": "<h1>large</h1>"}, Rejected, id="413"),
        pytest.param(told(429, "too_many_requests"), TryLater, id="429"),
        pytest.param({"status": 403, "body": "<h1>Blocked</h1>"}, OutcomeUnknown, id="firewall"),
        pytest.param({"status": 404, "body": "<h1>404</h1>"}, OutcomeUnknown, id="page"),
        pytest.param({"status": 503, "body": "<h1>Wartung</h1>"}, OutcomeUnknown, id="maintenance"),
        pytest.param(told(500, "internal_server_error"), OutcomeUnknown, id="500"),
        pytest.param({"status": 200, "body": "<h1>Login</h1>"}, OutcomeUnknown, id="portal"),
        pytest.param({"json": {"id": 4, "status": "pending"}}, OutcomeUnknown, id="held back"),
        pytest.param({"status": 301, "body": ""}, ChannelBlocked, id="moved"),
    ],
)
def test_an_answer_to_publishing_means(site, answer: dict, expected: type) -> None:
    lies()
    responses.post(f"{POSTS}/4", **answer)
    assert type(error_of(site, artefacts=drafted())) is expected


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"status": 500, "body": "<h1>crash</h1>"}, TryLater, id="crash"),
        pytest.param({"status": 403, "body": "<h1>Blocked</h1>"}, TryLater, id="firewall"),
        pytest.param(told(401, "rest_cannot_create"), ChannelBlocked, id="login"),
    ],
)
def test_what_fails_before_publishing_leaves_nothing_in_doubt(
    site, answer: dict, expected: type
) -> None:
    responses.get(POSTS, json=[])
    responses.post(POSTS, **answer)
    assert type(error_of(site)) is expected


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"json": {"id": 4, "status": "trash"}}, Rejected, id="trash"),
        pytest.param(told(404, "rest_post_invalid_id"), Rejected, id="deleted for good"),
        pytest.param(told(401, "rest_forbidden_context"), ChannelBlocked, id="login"),
        pytest.param({"status": 503, "body": "<h1>Wartung</h1>"}, TryLater, id="maintenance"),
    ],
)
def test_a_draft_is_looked_at_before_it_is_published(site, answer: dict, expected: type) -> None:
    responses.get(f"{POSTS}/4", **answer)
    assert type(error_of(site, artefacts=drafted())) is expected


@responses.activate
@pytest.mark.parametrize(
    ("status", "expected"), [(401, ChannelBlocked), (403, ChannelBlocked), (400, Rejected)]
)
def test_a_search_without_a_login_is_no_fault_of_the_content(
    site, status: int, expected: type
) -> None:
    details = {"status": {"code": "rest_forbidden_status", "data": {"status": status}}}
    body = {"code": "rest_invalid_param", "data": {"status": 400, "details": details}}
    responses.get(POSTS, status=400, json=body)
    assert type(error_of(site)) is expected


def test_an_article_that_was_taken_down_is_not_published_again(simulated, world) -> None:
    artefacts = MemoryArtefacts()
    simulated.delete(publish(simulated, artefacts=artefacts))
    assert type(error_of(simulated, artefacts=artefacts)) is Rejected
    assert world.arrivals() == 1


@pytest.mark.parametrize(
    ("text", "title"),
    [("Grüße & <Zeichen>", "Grüße &amp; &lt;Zeichen&gt;"), ('Er sagt "ja"', 'Er sagt "ja"')],
)
def test_a_title_is_never_taken_for_markup(simulated, world, text: str, title: str) -> None:
    publish(simulated, Part(text, "de"))
    (post,) = world.posts()
    assert post.raw["title"] == title


@responses.activate
@pytest.mark.parametrize(
    ("code", "status"),
    [("rest_upload_sideload_error", 500), ("rest_upload_no_data", 400)],
)
def test_a_file_that_is_not_taken_is_refused(site, tmp_path, code: str, status: int) -> None:
    responses.post(f"{SITE}/wp-json/wp/v2/media", **told(status, code))
    part = dataclasses.replace(PART, attachments=(picture(tmp_path),))
    assert isinstance(error_of(site, part), Rejected)


@responses.activate
def test_a_draft_that_is_there_is_taken_and_no_second_made(site) -> None:
    name = slug(PART, KEY)
    responses.get(POSTS, json=[{"id": 4, "slug": name, "status": "draft"}])
    lies()
    responses.post(f"{POSTS}/4", json=SHOWN)
    assert publish(site) == Remote("4", SHOWN["link"])
    assert [call.request.method for call in responses.calls] == ["GET", "GET", "POST"]


def test_a_draft_whose_answer_is_lost_is_found_again(simulated, world) -> None:
    world.faults.plan("drop_after", match=Match(publishing=False, method="POST", path="/posts"))
    assert isinstance(error_of(simulated), TryLater)
    publish(simulated)
    (post,) = world.posts()
    assert post.raw["slug"] == slug(PART, KEY)


@responses.activate
@pytest.mark.parametrize(
    ("keys", "address"),
    [
        pytest.param({}, f"{POSTS}/4", id="pretty"),
        pytest.param(
            {"permalinks": "plain"}, f"{SITE}/?rest_route=%2Fwp%2Fv2%2Fposts%2F4", id="plain"
        ),
    ],
)
def test_routes_follow_the_sites_addresses(tmp_path, monkeypatch, keys: dict, address) -> None:
    monkeypatch.setenv("WORDPRESS_PASSWORD", PASSWORD)
    site = connect(PLATFORM, KEYS | keys, tmp_path, FakeClock())
    responses.get(address.partition("?")[0], json={"id": 4, "status": "draft"})
    responses.post(address.partition("?")[0], json=SHOWN)
    publish(site, artefacts=drafted())
    assert responses.calls[-1].request.url == address


@responses.activate
def test_options_of_the_channel_go_along(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("WORDPRESS_PASSWORD", PASSWORD)
    keys = {"categories": [3], "comments": "closed", "language_parameter": True}
    site = connect(PLATFORM, KEYS | keys, tmp_path, FakeClock())
    responses.get(POSTS, json=[])
    responses.post(POSTS, json={"id": 4})
    lies()
    responses.post(f"{POSTS}/4", json=SHOWN)
    publish(site)
    sent = json.loads(responses.calls[1].request.body)
    assert (sent["categories"], sent["comment_status"], sent["lang"]) == ([3], "closed", "de")
    assert sent["status"] == "draft"


@responses.activate
def test_the_password_is_in_no_error_in_neither_spelling(site) -> None:
    pair = base64.b64encode(f"litfass:{PASSWORD}".encode()).decode()
    lies()
    responses.post(f"{POSTS}/4", status=400, body=f"<pre>Basic {pair} {PASSWORD}</pre>")
    error = error_of(site, artefacts=drafted())
    said = f"{error.sentence.de}{error.sentence.en}{error.answer.excerpt}"
    assert "<pre>" in said
    assert pair not in said
    assert PASSWORD not in said


@responses.activate
@pytest.mark.parametrize(
    ("answer", "fails"),
    [
        pytest.param({"json": {"id": 4, "status": "trash"}}, False, id="deleted"),
        pytest.param(told(404, "rest_post_invalid_id"), False, id="gone"),
        pytest.param(told(410, "rest_already_trashed"), False, id="trashed"),
        pytest.param(told(404, "rest_no_route"), True, id="no api"),
    ],
)
def test_deleting_what_is_gone_is_a_success(site, answer: dict, *, fails: bool) -> None:
    responses.delete(f"{POSTS}/4", **answer)
    if fails:
        with pytest.raises(ChannelBlocked):
            site.delete(Remote("4"))
    else:
        site.delete(Remote("4"))
        assert len(responses.calls) == 1


def test_an_edit_keeps_the_pictures_and_changes_their_descriptions(
    simulated, world, tmp_path
) -> None:
    medium = picture(tmp_path, "Menschen üben")
    part = dataclasses.replace(PART, attachments=(medium,))
    remote = publish(simulated, part)
    told = dataclasses.replace(medium, alt="Menschen lernen")
    simulated.edit(remote, dataclasses.replace(part, text="Berichtigt", attachments=(told,)))
    (post,) = world.posts()
    assert (post.text, [each.alt for each in post.media]) == ("Berichtigt", ["Menschen lernen"])
    assert [each.alt for each in world.media()] == ["Menschen lernen"]
    with pytest.raises(Rejected):
        simulated.edit(remote, PART)


@responses.activate
@pytest.mark.parametrize(
    ("status", "expected"), [("publish", Found), ("pending", Unsure), ("future", Unsure)]
)
def test_a_look_believes_only_what_is_public(site, status: str, expected: type) -> None:
    responses.get(POSTS, json=[SHOWN | {"slug": slug(PART, KEY), "status": status}])
    assert isinstance(site.find([Sought(KEY, PART, START)])[KEY], expected)


@responses.activate
@pytest.mark.parametrize(
    ("rights", "problems"),
    [({"publish_posts": True, "upload_files": True}, 0), ({"upload_files": True}, 1), ([], 2)],
    ids=["author", "contributor", "subscriber"],
)
def test_check_tells_what_the_user_may_not(site, rights, problems: int) -> None:
    me = {"name": "Litfass", "capabilities": rights}
    responses.get(f"{SITE}/wp-json/wp/v2/users/me", json=me)
    health = site.check()
    assert health.account == "Litfass (www.land.example)"
    assert len(health.problems) == problems


@responses.activate
def test_a_limit_names_when_to_come_back(site) -> None:
    lies()
    responses.post(f"{POSTS}/4", **told(429, "too_many_requests"), headers={"Retry-After": "30"})
    error = error_of(site, artefacts=drafted())
    assert error.retry_at == START + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eins.\n\nZwei\nDrei", "<p>Eins.</p><p>Zwei<br />Drei</p>"),
        ('a < b & "c"', "<p>a &lt; b &amp; &quot;c&quot;</p>"),
        ("[gallery]", "<p>&#91;gallery&#93;</p>"),
        (
            "Siehe https://land.example/a.",
            '<p>Siehe <a href="https://land.example/a">https://land.example/a</a>.</p>',
        ),
    ],
    ids=["paragraphs", "markup", "shortcode", "link"],
)
def test_text_is_never_taken_for_markup(text: str, expected: str) -> None:
    assert content(Part(text, "de"), ()) == f'<div lang="de">{expected}</div>'


@pytest.mark.parametrize(
    ("mime", "expected"),
    [
        (
            "image/png",
            '<img class="wp-image-7" src="https://x.example/a" alt="Ein &quot;Bild&quot;"',
        ),
        ("video/mp4", '<video controls="controls" src="https://x.example/a" aria-label='),
        ("audio/mpeg", '<audio controls="controls" src="https://x.example/a" aria-label='),
    ],
)
def test_media_are_shown_with_their_descriptions(mime: str, expected: str) -> None:
    medium = Attachment("a", "0" * 64, mime, 1, "photo", 'Ein "Bild"')
    part = Part("Text", "de", (medium,))
    assert expected in content(part, (Upload(7, "https://x.example/a"),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Über uns: Grüße!", "ueber-uns-gruesse-"),
        ("[Inhaltswarnung: Gewalt]\n\nHilfe", "hilfe-"),
        ("漢字", ""),
    ],
)
def test_an_address_has_words_and_the_key(text: str, expected: str) -> None:
    made = slug(Part(text, "de"), KEY)
    assert made.startswith(expected)
    assert made.endswith(KEY.replace("-", "")[-16:])


def test_an_address_is_never_a_bare_number() -> None:
    assert slug(Part("漢字", "zh"), "00000000-0000-5000-8000-000000000001") == "p8000000000000001"


def test_a_thread_is_one_article_and_says_what_it_loses() -> None:
    passages = (
        ChannelPassage("Eins."),
        ChannelPassage("Two.", lang="en", content_warning="violence"),
    )
    message = compose(ChannelPost("p", "c", "de", passages), LIMITS)
    (part,) = message.parts
    assert part.text == "Eins.\n\n[Content warning: violence]\n\nTwo."
    assert any("separate" in each.en for each in message.omissions)


def test_an_article_of_pictures_alone_is_called_by_the_first() -> None:
    medium = Attachment("a", "0" * 64, "image/png", 1, "photo", "Menschen üben")
    assert title(Part("", "de", (medium,))) == "Menschen üben"
