# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Newsletters through listmonk and over SMTP: what each answer means, and what is sent."""

from __future__ import annotations

import dataclasses
import json

import pytest
import responses
from pydantic import ValidationError

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Absent, Found, Sought, Unsure
from scheduler.platforms.newsletter import PLATFORM
from scheduler.platforms.newsletter.composing import page, plain, subject
from scheduler.simulator.dialects.newsletter import DIALECT
from scheduler.simulator.faults import Match
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock
from tests.support.mail_server import LOST, Desk, MailServer

BASE = "https://listen.land.example"
CAMPAIGNS = f"{BASE}/api/campaigns"
STATUS = f"{CAMPAIGNS}/12/status"
KEYS = {"url": BASE, "user": "litfass", "password": {"env": "NEWSLETTER_TOKEN"}, "lists": [3]}
MAIL = {
    "smtp": "127.0.0.1",
    "security": "none",
    "sender": "presse@land.example",
    "sender_name": "Pressestelle",
    "recipient": "verteiler@listen.land.example",
}


@pytest.fixture
def listmonk(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSLETTER_TOKEN", "geheim-geheim-geheim")
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(world, tmp_path):
    with SimulatorServer(world, {"newsletter": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("newsletter"), "land")
        yield connect(PLATFORM, keys, tmp_path, world.clock)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def mail(desk, tmp_path):
    with MailServer(desk) as server:
        yield connect(PLATFORM, MAIL | {"port": server.port}, tmp_path, FakeClock())


def drafted(**more: str) -> MemoryArtefacts:
    return MemoryArtefacts({"campaign": 12} | more)


def data(**fields: object) -> dict:
    return {"json": {"data": {"id": 12, **fields}}}


# listmonk ---------------------------------------------------------------------------------------


@responses.activate
@pytest.mark.parametrize(
    ("answer", "shown", "expected"),
    [
        ({"status": 403, "json": {"message": "invalid"}}, "draft", ChannelBlocked),
        ({"status": 401, "json": {"message": "invalid"}}, "draft", ChannelBlocked),
        ({"status": 400, "json": {"message": "template"}}, "draft", Rejected),
        ({"status": 400, "json": {"message": "state"}}, "paused", OutcomeUnknown),
        ({"status": 400, "json": {"message": "state"}}, "cancelled", OutcomeUnknown),
        ({"status": 404, "json": {"message": "gone"}}, "draft", Rejected),
        ({"status": 413, "body": "large"}, "draft", Rejected),
        ({"status": 429, "json": {"message": "slow"}}, "draft", TryLater),
        ({"status": 502, "body": "<h1>Bad Gateway</h1>"}, "draft", OutcomeUnknown),
        ({"status": 200, "body": "<h1>Login</h1>"}, "draft", OutcomeUnknown),
        ({"status": 302, "body": ""}, "draft", ChannelBlocked),
    ],
)
def test_an_answer_to_starting_means(listmonk, answer: dict, shown: str, expected: type) -> None:
    responses.put(STATUS, **answer)
    responses.get(f"{CAMPAIGNS}/12", **data(status=shown))
    assert type(error_of(listmonk, artefacts=drafted())) is expected


@responses.activate
@pytest.mark.parametrize("status", ["running", "finished", "scheduled"])
def test_a_campaign_that_has_started_already_is_a_success(listmonk, status: str) -> None:
    responses.put(STATUS, status=400, json={"message": "state"})
    responses.get(f"{CAMPAIGNS}/12", **data(status=status))
    assert publish(listmonk, artefacts=drafted()).id == "12"


@responses.activate
@pytest.mark.parametrize("status", ["paused", "cancelled"])
def test_what_a_person_stopped_after_the_first_try_is_not_started_again(listmonk, status) -> None:
    responses.get(f"{CAMPAIGNS}/12", **data(status=status))
    error = error_of(listmonk, artefacts=drafted(starting="yes"))
    assert isinstance(error, OutcomeUnknown)
    assert {call.request.method for call in responses.calls} == {"GET"}


def test_a_draft_whose_answer_is_lost_is_found_again(simulated, world) -> None:
    world.faults.plan("drop_after", match=Match(publishing=False, method="POST"))
    assert isinstance(error_of(simulated), TryLater)
    publish(simulated)
    (post,) = world.posts()
    assert post.raw["tags"] == [KEY]


@responses.activate
def test_two_drafts_of_one_delivery_are_a_persons_business(listmonk) -> None:
    drafts = [{"id": number, "tags": [KEY], "status": "draft"} for number in (1, 2)]
    responses.get(CAMPAIGNS, json={"data": {"results": drafts}})
    assert isinstance(error_of(listmonk), Rejected)


@responses.activate
def test_a_campaign_carries_text_html_and_the_key(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("NEWSLETTER_TOKEN", "geheim-geheim-geheim")
    keys = KEYS | {"template": 5, "sender": "p@land.example", "sender_name": "Presse"}
    listmonk = connect(PLATFORM, keys, tmp_path, FakeClock())
    responses.get(CAMPAIGNS, json={"data": {"results": []}})
    responses.post(f"{BASE}/api/media", json={"data": {"url": "/uploads/a.png"}})
    responses.post(CAMPAIGNS, **data(status="draft"))
    responses.put(STATUS, **data(status="running"))
    remote = publish(listmonk, dataclasses.replace(PART, attachments=(picture(tmp_path),)))
    assert remote == Remote("12", f"{BASE}/admin/campaigns/12")
    sent = next(
        json.loads(call.request.body)
        for call in responses.calls
        if call.request.method == "POST" and call.request.url == CAMPAIGNS
    )
    assert (sent["tags"], sent["lists"], sent["template_id"]) == ([KEY], [3], 5)
    assert sent["from_email"] == "Presse <p@land.example>"
    assert f'src="{BASE}/uploads/a.png" alt="Ein Bild"' in sent["body"]
    assert sent["altbody"] == "Da geht noch was.\n\n[Bildbeschreibung: Ein Bild]"


@responses.activate
@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], Absent),
        (["draft"], Absent),
        (["running"], Found),
        (["finished", "draft"], Found),
        (["running", "finished"], Unsure),
        (["paused"], Unsure),
        (["cancelled"], Unsure),
    ],
    ids=lambda value: "+".join(value) or "none" if isinstance(value, list) else "",
)
def test_a_look_by_tag_tells(listmonk, statuses: list[str], expected: type) -> None:
    shown = [{"id": n, "tags": [KEY], "status": each} for n, each in enumerate(statuses, 1)]
    foreign = {"id": 99, "tags": ["andere"], "status": "running"}
    responses.get(CAMPAIGNS, json={"data": {"results": [*shown, foreign]}})
    assert isinstance(listmonk.find([Sought(KEY, PART, START)])[KEY], expected)


@responses.activate
def test_figures_that_are_not_told_are_unknown(listmonk) -> None:
    responses.get(f"{CAMPAIGNS}/12", **data(status="finished", views=310))
    responses.get(f"{CAMPAIGNS}/13", status=400, json={"message": "not found"})
    measured = listmonk.measure_posts([Remote("12"), Remote("13")])
    assert {key: dict(counts.values) for key, counts in measured.items()} == {"12": {"views": 310}}


# SMTP -------------------------------------------------------------------------------------------


def test_a_mail_has_text_html_pictures_and_a_name_that_follows_from_the_key(
    mail, desk, tmp_path
) -> None:
    medium = picture(tmp_path, 'Menschen "üben"')
    part = Part("Grüße!\n\n.Punkt am Anfang\nhttps://land.example/a", "de", (medium,))
    remote = publish(mail, part)
    (letter,) = desk.taken
    assert letter["Message-ID"] == remote.id
    assert KEY in remote.id
    assert (letter["Subject"], letter["Content-Language"]) == ("Grüße!", "de")
    assert letter["From"] == "Pressestelle <presse@land.example>"
    text = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert text.strip() == f'{part.text}\n\n[Bildbeschreibung: Menschen "üben"]'
    html = letter.get_body(("html",)).get_content()
    assert 'alt="Menschen &quot;üben&quot;"' in html
    (shown,) = [each for each in letter.walk() if each.get_content_type() == "image/png"]
    assert f"cid:{shown['Content-ID'].strip('<>')}" in html
    assert shown.get_content() == (tmp_path / medium.path).read_bytes()


def test_the_same_mail_has_the_same_name_on_each_try(mail, desk) -> None:
    assert publish(mail).id == publish(mail).id
    assert len(desk.taken) == 2


@pytest.mark.parametrize(
    ("step", "reply", "expected"),
    [
        ("text", LOST, OutcomeUnknown),
        ("text", "554 5.6.0 content refused", Rejected),
        ("text", "552 5.3.4 too large", Rejected),
        ("text", "550 5.7.1 not allowed", ChannelBlocked),
        ("text", "451 4.3.0 try later", TryLater),
        ("recipient", "550 5.1.1 unknown", ChannelBlocked),
        ("recipient", "450 4.2.1 greylisted", TryLater),
        ("sender", "553 5.7.1 not your address", ChannelBlocked),
        ("sender", "421 4.3.2 shutting down", TryLater),
    ],
)
def test_a_reply_means(mail, desk, step: str, reply: str, expected: type) -> None:
    setattr(desk, step, reply)
    assert type(error_of(mail)) is expected
    assert len(desk.taken) == (1 if reply == LOST else 0)


def test_a_server_that_is_away_has_certainly_taken_nothing(tmp_path) -> None:
    away = connect(PLATFORM, MAIL | {"port": 9}, tmp_path, FakeClock())
    assert isinstance(error_of(away), TryLater)


def test_a_server_without_the_encryption_asked_for_gets_no_password(desk, tmp_path) -> None:
    with MailServer(desk) as server:
        login = {"user": "presse", "password": {"command": ["printf", "richtig"]}}
        keys = MAIL | login | {"port": server.port, "security": "starttls"}
        assert isinstance(error_of(connect(PLATFORM, keys, tmp_path, FakeClock())), ChannelBlocked)
    assert desk.logins == []
    assert desk.taken == []


@pytest.mark.parametrize(("password", "fails"), [("richtig", False), ("falsch-falsch", True)])
def test_the_login_is_checked_without_a_mail(desk, tmp_path, password: str, *, fails: bool) -> None:
    with MailServer(desk) as server:
        login = {"user": "presse", "password": {"command": ["printf", password]}}
        mail = connect(PLATFORM, MAIL | login | {"port": server.port}, tmp_path, FakeClock())
        if fails:
            with pytest.raises(ChannelBlocked) as caught:
                mail.check()
            assert password not in f"{caught.value.sentence.de}{caught.value.answer.excerpt}"
        else:
            assert "presse@land.example" in mail.check().account
    assert ("presse", password) in desk.logins
    assert desk.taken == []


# Settings and texts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({}, id="nothing"),
        pytest.param(KEYS | MAIL, id="both"),
        pytest.param({**KEYS, "lists": []}, id="no list"),
        pytest.param({"smtp": "mail.land.example", "sender": "a@b.example"}, id="no recipient"),
        pytest.param(MAIL | {"smtp": "mail.land.example"}, id="open line to elsewhere"),
        pytest.param(MAIL | {"user": "presse"}, id="user without password"),
        pytest.param(MAIL | {"sender": "a@b.example\nBcc: c@d.example"}, id="header smuggled"),
        pytest.param(MAIL | {"sender_name": "A\nBcc: c@d.example"}, id="name smuggled"),
    ],
)
def test_settings_name_one_safe_way(keys: dict) -> None:
    with pytest.raises(ValidationError):
        PLATFORM.settings.model_validate(keys)


def test_a_subject_is_one_short_line() -> None:
    part = Part("[Inhaltswarnung: Gewalt]\n\n" + "Wort " * 40 + "\nzweite Zeile", "de")
    assert len(subject(part)) <= 78
    assert subject(part).startswith("Wort Wort")


def test_a_mail_without_pictures_is_its_text() -> None:
    assert plain(PART) == PART.text
    assert page(PART, ()) == '<div lang="de"><p>Da geht noch was.</p></div>'
