# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manual channel: a whole package, once, and never a claim that it was published."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from scheduler import registry
from scheduler.model.errors import ChannelBlocked, Rejected
from scheduler.model.message import Part
from scheduler.model.platform import Connection, HandedOver, Repeats, Sought, Unsure
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Link
from scheduler.platforms.manual.composing import LIMITS, compose, measure, pieces_of
from scheduler.platforms.manual.handover import ManualChannel
from scheduler.platforms.manual.settings import Settings
from scheduler.simulator.contract.workbench import MemoryArtefacts, MemoryVault, picture
from tests.support.clock import FakeClock

KEY = "6f8d1c1e-0000-5000-8000-000000000001"
OTHER_KEY = "6f8d1c1e-0000-5000-8000-000000000002"


def channel(workspace: Path, **keys: Any) -> ManualChannel:
    connection = Connection(
        "whatsapp", None, FakeClock(), MemoryVault(), str(workspace), "Europe/Berlin"
    )
    return ManualChannel(Settings.model_validate(keys), connection)


def post(*texts: str, **more: Any) -> ChannelPost:
    passages = tuple(ChannelPassage(text) for text in texts)
    return ChannelPost("auftakt", "whatsapp", "de", passages, **more)


def part_of(wanted: ChannelPost) -> Part:
    (part,) = compose(wanted, LIMITS).parts
    return part


def hand_over(manual: ManualChannel, part: Part, key: str = KEY) -> Path:
    result = manual.publish(part, key=key, reply_to=None, artefacts=MemoryArtefacts())
    assert isinstance(result, HandedOver)
    assert result.where
    return Path(result.where)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def with_picture(folder: Path, *, alt: str, name: str) -> ChannelPost:
    item = picture(folder, alt or "decorative")
    named = Path(item.path).rename(folder / name)
    item = dataclasses.replace(item, path=str(named), alt=alt)
    return post_with(item)


def post_with(*items: Attachment) -> ChannelPost:
    return ChannelPost("auftakt", "whatsapp", "de", (ChannelPassage("Hallo.", items),))


def test_registry_finds_the_manual_platform() -> None:
    kind = registry.platform("manual")
    assert kind.open is ManualChannel
    assert kind.looks_up


def test_package_is_named_by_local_time_post_and_channel(tmp_path: Path) -> None:
    folder = hand_over(channel(tmp_path), part_of(post("Da geht noch was.")))
    assert folder == tmp_path / "handover" / "2027-03-08_0930_auftakt_whatsapp"
    assert names(folder) == ["index.html", "package.json", "text.txt"]
    assert (folder / "text.txt").read_text() == "Da geht noch was.\n"
    assert json.loads((folder / "package.json").read_text())["key"] == KEY


def test_handing_over_does_not_claim_that_it_is_published(tmp_path: Path) -> None:
    result = channel(tmp_path).publish(
        part_of(post("Hallo.")), key=KEY, reply_to=None, artefacts=MemoryArtefacts()
    )
    assert isinstance(result, HandedOver)
    command = "litfass confirm auftakt whatsapp --published URL"
    assert command in result.sentence.de
    assert command in result.sentence.en


def test_same_key_is_handed_over_once_even_by_a_new_daemon(tmp_path: Path) -> None:
    first = hand_over(channel(tmp_path), part_of(post("Hallo.")))
    second = hand_over(channel(tmp_path), part_of(post("Hallo.")))
    assert first == second
    assert names(tmp_path / "handover") == [first.name]


def test_two_deliveries_of_one_minute_get_two_packages(tmp_path: Path) -> None:
    first = hand_over(channel(tmp_path), part_of(post("Hallo.")))
    second = hand_over(channel(tmp_path), part_of(post("Hallo.")), OTHER_KEY)
    assert second.name == first.name + "-2"


def test_rest_of_a_crash_is_swept_away(tmp_path: Path) -> None:
    rest = tmp_path / "handover" / f".{KEY}"
    rest.mkdir(parents=True)
    (rest / "package.json").write_text(json.dumps({"key": KEY}))
    (rest / "half.jpg").write_bytes(b"half")
    folder = hand_over(channel(tmp_path), part_of(post("Hallo.")))
    assert names(tmp_path / "handover") == [folder.name]
    assert "half.jpg" not in names(folder)


def test_media_keep_their_names_and_bring_alt_texts(tmp_path: Path) -> None:
    wanted = with_picture(tmp_path, alt="Zwei Frauen üben.", name="Übung am Stand!.PNG")
    folder = hand_over(channel(tmp_path, language="de"), part_of(wanted))
    assert "01-Übung-am-Stand.png" in names(folder)
    assert (folder / "alt.txt").read_text() == "01-Übung-am-Stand.png\nZwei Frauen üben.\n"
    copied = (folder / "01-Übung-am-Stand.png").read_bytes()
    assert copied == (tmp_path / "Übung am Stand!.PNG").read_bytes()


def test_medium_named_by_its_hash_gets_a_name_people_can_read(tmp_path: Path) -> None:
    wanted = with_picture(tmp_path, alt="Bild", name="0123456789abcdef0123.png")
    assert "01-photo.png" in names(hand_over(channel(tmp_path), part_of(wanted)))


def test_decorative_medium_is_said_to_be_decorative(tmp_path: Path) -> None:
    wanted = with_picture(tmp_path, alt="", name="muster.png")
    folder = hand_over(channel(tmp_path, language="de"), part_of(wanted))
    assert "schmückt nur" in (folder / "alt.txt").read_text()


def test_missing_medium_is_rejected_and_leaves_nothing(tmp_path: Path) -> None:
    wanted = with_picture(tmp_path, alt="Bild", name="weg.png")
    (tmp_path / "weg.png").unlink()
    with pytest.raises(Rejected, match=r"weg\.png is missing"):
        hand_over(channel(tmp_path), part_of(wanted))
    assert not (tmp_path / "handover").exists()


def test_thread_is_one_package_with_a_text_for_each_part(tmp_path: Path) -> None:
    first, second = picture(tmp_path, "Eins"), picture(tmp_path, "Zwei")
    passages = (
        ChannelPassage("Erstens.", (first,)),
        ChannelPassage("Zweitens."),
        ChannelPassage("Drittens.", (second,)),
    )
    wanted = ChannelPost("auftakt", "whatsapp", "de", passages, hashtags=("DaGehtNochWas",))
    folder = hand_over(channel(tmp_path), part_of(wanted))
    texts = [(folder / f"text-{number}.txt").read_text() for number in (1, 2, 3)]
    assert texts == ["Erstens.\n\n#DaGehtNochWas\n", "Zweitens.\n", "Drittens.\n"]
    pieces = pieces_of(part_of(wanted))
    assert [[number for number, _ in piece.files] for piece in pieces] == [[1], [], [2]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("=== 1/1 ===\nHallo.", id="one of one"),
        pytest.param("=== 1/3 ===\nHallo.\n=== 3/3 ===\nTschüss.", id="one is missing"),
        pytest.param("Vorab.\n=== 1/2 ===\nHallo.\n=== 2/2 ===\nTschüss.", id="text before"),
    ],
)
def test_text_that_only_resembles_a_thread_stays_whole(text: str) -> None:
    (piece,) = pieces_of(part_of(post(text)))
    assert piece.text == text


def test_link_stands_with_its_label_and_is_not_written_twice() -> None:
    link = Link("https://land.example/auftakt?utm_source=whatsapp", "Zum Programm")
    line = "Zum Programm: https://land.example/auftakt?utm_source=whatsapp"
    assert part_of(post("Hallo.", link=link)).text == f"Hallo.\n\n{line}"
    written = f"Siehe {link.url}"
    assert part_of(post(written, link=link)).text == written


def test_post_id_is_no_part_of_what_goes_public() -> None:
    message = compose(post("Hallo."), LIMITS)
    (part,) = message.parts
    renamed = dataclasses.replace(message, parts=(dataclasses.replace(part, post="anders"),))
    louder = dataclasses.replace(message, parts=(dataclasses.replace(part, text="HALLO."),))
    assert message.digest() == renamed.digest() != louder.digest()


class Page(HTMLParser):
    """What a test wants to know of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def page_in(folder: Path) -> Page:
    return Page((folder / "index.html").read_text())


@pytest.mark.parametrize(
    ("language", "title", "confirm"),
    [
        ("de", "Bitte jetzt veröffentlichen", "Erst dann gilt er als erschienen"),
        ("en", "Please publish now", "Only then does it count as live"),
    ],
)
def test_page_tells_the_duty_officer_what_to_do(
    tmp_path: Path, language: str, title: str, confirm: str
) -> None:
    manual = channel(tmp_path, language=language, name="Kanal Land", address="https://w.example/c")
    page = page_in(hand_over(manual, part_of(post("Hallo."))))
    assert page.all("html") == [{"lang": language}]
    commands = (
        "litfass confirm auftakt whatsapp --published URL",
        "litfass cancel auftakt whatsapp",
    )
    for wanted in (title, confirm, "Kanal Land", *commands):
        assert wanted in page.text
    assert {"href": "https://w.example/c"} in page.all("a")


def test_page_shows_pictures_with_alt_texts_and_needs_nothing_from_outside(tmp_path: Path) -> None:
    wanted = with_picture(tmp_path, alt="Zwei Frauen üben.", name="stand.png")
    folder = hand_over(channel(tmp_path), part_of(wanted))
    page = page_in(folder)
    assert [image["alt"] for image in page.all("img")] == ["Zwei Frauen üben."]
    assert [image["src"] for image in page.all("img")] == ["01-stand.png"]
    assert "Zwei Frauen üben." in page.text
    outside = [attributes for _, attributes in page.tags if "//" in str(attributes.get("src"))]
    assert outside == page.all("iframe") == []


def test_copy_buttons_point_at_text_and_hide_without_scripts(tmp_path: Path) -> None:
    wanted = with_picture(tmp_path, alt="Bild", name="stand.png")
    page = page_in(hand_over(channel(tmp_path), part_of(wanted)))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    buttons = page.all("button")
    assert len(ids) == len(set(ids))
    assert len(buttons) == 4  # confirm, cancel, text, alt text
    assert all(button["data-copies"] in ids and "hidden" in button for button in buttons)


def test_markup_in_a_post_stays_text(tmp_path: Path) -> None:
    page = page_in(hand_over(channel(tmp_path), part_of(post("<script>alert(1)</script> & mehr"))))
    assert len(page.all("script")) == 1
    assert "&" in page.text


def test_content_warning_and_visibility_reach_the_person(tmp_path: Path) -> None:
    wanted = post("Hallo.", content_warning="Gewalt", visibility="unlisted")
    page = page_in(hand_over(channel(tmp_path, language="de"), part_of(wanted)))
    assert "Gewalt" in page.text
    assert "nicht gelistet" in page.text


def recorder(tmp_path: Path, code: int = 0) -> tuple[list[str], Path]:
    record = tmp_path / "notices.txt"
    script = tmp_path / "notice.py"
    script.write_text(
        f"import sys\nopen({str(record)!r}, 'a').write(sys.argv[-1] + '\\n')\nsys.exit({code})\n"
    )
    return [sys.executable, str(script)], record


def test_package_that_was_deleted_is_laid_down_and_announced_again(tmp_path: Path) -> None:
    command, record = recorder(tmp_path)
    manual = channel(tmp_path, notify={"command": command})
    part, artefacts = part_of(post("Hallo.")), MemoryArtefacts()
    first = manual.publish(part, key=KEY, reply_to=None, artefacts=artefacts)
    shutil.rmtree(str(first.where))
    second = manual.publish(part, key=KEY, reply_to=None, artefacts=artefacts)
    assert Path(str(second.where), "index.html").is_file()
    assert len(record.read_text().splitlines()) == 2


def test_notice_gets_the_folder_and_is_sent_once(tmp_path: Path) -> None:
    command, record = recorder(tmp_path)
    manual = channel(tmp_path, notify={"command": command})
    artefacts = MemoryArtefacts()
    for _ in range(2):
        result = manual.publish(
            part_of(post("Hallo.")), key=KEY, reply_to=None, artefacts=artefacts
        )
    assert isinstance(result, HandedOver)
    assert record.read_text().splitlines() == [result.where]


@pytest.mark.parametrize(
    ("notify", "said"),
    [
        pytest.param({"command": ["/nowhere/bell"]}, "cannot be started", id="no such program"),
        pytest.param(
            {"command": [sys.executable, "-c", "raise SystemExit(3)"]}, "ended with 3", id="fails"
        ),
        pytest.param(
            {"command": [sys.executable, "-c", "input(); import threading as t; t.Event().wait()"]},
            "ended with 1",
            id="has no keyboard",
        ),
        pytest.param(
            {
                "command": [sys.executable, "-c", "import threading as t; t.Event().wait()"],
                "seconds": 0.2,
            },
            "longer than 0.2 seconds",
            id="hangs",
        ),
    ],
)
def test_failing_notice_is_said_and_does_not_undo_the_hand_over(
    tmp_path: Path, notify: dict[str, Any], said: str
) -> None:
    manual = channel(tmp_path, notify=notify)
    result = manual.publish(
        part_of(post("Hallo.")), key=KEY, reply_to=None, artefacts=MemoryArtefacts()
    )
    assert isinstance(result, HandedOver)
    assert said in result.sentence.en
    assert Path(str(result.where), "index.html").is_file()


def test_folder_that_cannot_be_written_blocks_the_channel_and_the_check_says_so(
    tmp_path: Path,
) -> None:
    (tmp_path / "handover").write_text("a file, no folder")
    manual = channel(tmp_path)
    with pytest.raises(ChannelBlocked, match="cannot be written"):
        hand_over(manual, part_of(post("Hallo.")))
    (problem,) = manual.check().problems
    assert "handover" in problem.de


def test_check_of_a_good_folder_has_no_problem_and_leaves_nothing(tmp_path: Path) -> None:
    health = channel(tmp_path, name="Kanal Land").check()
    assert (health.account, health.problems) == ("Kanal Land", ())
    assert names(tmp_path / "handover") == []


def test_only_a_person_knows_whether_it_is_live(tmp_path: Path) -> None:
    manual = channel(tmp_path)
    part = part_of(post("Hallo."))
    looks = manual.find([Sought(KEY, part, FakeClock().now())])
    assert isinstance(looks[KEY], Unsure)
    assert isinstance(manual, Repeats)
    assert manual.repeatable_for() is None


def test_length_counts_characters() -> None:
    assert measure("Grüße", LIMITS).length == 5
    assert measure("Grüße", LIMITS).valid


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"language": "fr"}, id="language"),
        pytest.param({"adress": "https://w.example"}, id="unknown key"),
        pytest.param({"address": "http://w.example"}, id="plain http"),
        pytest.param({"notify": {"command": []}}, id="empty command"),
        pytest.param({"notify": {"command": "mail"}}, id="command as text"),
    ],
)
def test_wrong_settings_are_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(keys)
