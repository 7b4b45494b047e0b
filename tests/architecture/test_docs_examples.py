# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links in the docs lead somewhere, and their examples are read by the program itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from scheduler import registry
from scheduler.authoring.campaign_file import read_campaign
from scheduler.authoring.queue_file import read_posts
from scheduler.authoring.rights_file import read_rights
from scheduler.authoring.series_file import read_series
from scheduler.authoring.surroundings import Surroundings
from scheduler.config import load_settings
from scheduler.yaml_source import read_yaml

REPOSITORY = Path(__file__).parents[2]
PAGES = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])
CHANNELS = frozenset(
    {
        "mastodon-land",
        "bluesky-land",
        "linkedin-land",
        "youtube-land",
        "tiktok-land",
        "whatsapp-land",
    }
)
CODE = re.compile(r"(?ms)^```(\w*)\n(.*?)^```$")
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")


def named(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose_of(path: Path) -> str:
    """The page without its code, in which brackets mean something else."""
    return re.sub(r"`[^`\n]*`", "", CODE.sub("", text_of(path)))


def anchors_of(path: Path) -> set[str]:
    """The anchors that the headings of a page make, as code hosts build them."""
    headings = re.findall(r"(?m)^#+ (.+)$", CODE.sub("", text_of(path)))
    bare = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.strip().replace(" ", "-") for heading in bare}


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (f"{named(path)}-{number}", code)
        for path in PAGES
        for number, (tongue, code) in enumerate(CODE.findall(text_of(path)), start=1)
        if tongue == language
    ]


YAML = [
    pytest.param(first[2:].strip(), code, id=f"{where} {first[2:]}")
    for where, code in blocks("yaml")
    if (first := code.split("\n", 1)[0]).startswith(("# config.yaml", "# posts/"))
]
CONFIGS = [
    pytest.param(each.values[1], id=each.id) for each in YAML if each.values[0] == "config.yaml"
]
CAMPAIGNS = [each for each in YAML if each.values[0].startswith("posts/_campaigns/")]
RIGHTS = [each for each in YAML if each.values[0] == "posts/_rights.yaml"]
SERIES = [each for each in YAML if each.values[0].startswith("posts/_series/")]
POSTS = [
    each
    for each in YAML
    if each.values[0].startswith("posts/") and each not in [*CAMPAIGNS, *RIGHTS, *SERIES]
]


def campaigns() -> dict[str, object]:
    read = [
        read_campaign(read_yaml(code.encode(), file), Path(file).stem, CHANNELS)
        for file, code in (each.values for each in CAMPAIGNS)
    ]
    return {each.id: each.campaign for each in read if each.campaign is not None}


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_within_the_repository_lead_somewhere(path):
    lost = []
    for _, _, target in LINK.findall(prose_of(path)):
        if re.match(r"\w+:", target):
            continue
        file, _, anchor = unquote(target).partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and anchor not in anchors_of(there)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_pictures_have_alt_texts(path):
    alts = [alt for mark, alt, _ in LINK.findall(prose_of(path)) if mark]
    assert all(len(alt) > len("picture") for alt in alts)


def test_the_docs_hold_examples_of_each_kind():
    assert CONFIGS
    assert CAMPAIGNS
    assert len(POSTS) >= len(PAGES) // 3


@pytest.mark.parametrize("code", CONFIGS)
def test_configuration_in_the_docs_can_be_used(code, tmp_path):
    file = tmp_path / "config.yaml"
    file.write_text(code, encoding="utf-8")
    assert load_settings(file, registry.platforms()).channels.keys() <= CHANNELS


@pytest.mark.parametrize(("file", "code"), CAMPAIGNS)
def test_campaign_in_the_docs_is_read_without_a_finding(file, code):
    reading = read_campaign(read_yaml(code.encode(), file), Path(file).stem, CHANNELS)
    assert reading.findings == ()
    assert reading.campaign is not None


@pytest.mark.parametrize(("file", "code"), SERIES)
def test_series_in_the_docs_is_read_without_a_finding(file, code, tmp_path):
    around = Surroundings(tmp_path, "Europe/Berlin", CHANNELS, campaigns())
    reading = read_series(read_yaml(code.encode(), file), tmp_path / file, around)
    assert reading.findings == ()
    assert reading.posts


@pytest.mark.parametrize(("file", "code"), RIGHTS)
def test_rights_in_the_docs_are_read_without_a_finding(file, code):
    book, findings = read_rights(read_yaml(code.encode(), file), CHANNELS, "Europe/Berlin")
    assert findings == ()
    assert book.records


@pytest.mark.parametrize(("file", "code"), POSTS)
def test_post_in_the_docs_is_read_without_a_finding(file, code, tmp_path):
    around = Surroundings(tmp_path, "Europe/Berlin", CHANNELS, campaigns())
    reading = read_posts(read_yaml(code.encode(), file), tmp_path / file, around)
    assert reading.findings == ()
    assert reading.posts


@pytest.mark.parametrize("code", [pytest.param(code, id=where) for where, code in blocks("json")])
def test_json_in_the_docs_is_json(code):
    assert json.loads(code)
