# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page, parsed: what a screen reader, a printer and a strict reader rely on."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from scheduler.model.sentence import Sentence
from scheduler.reports.page import document_page
from scheduler.tables import Column, Table

VOID = {"meta", "link", "br", "img", "input"}


class Tree(HTMLParser):
    """Builds an element tree and refuses what does not nest."""

    def __init__(self):
        super().__init__()
        self.root = ET.Element("page")
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = ET.SubElement(self.open[-1], tag, {key: value or "" for key, value in attrs})
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        ET.SubElement(self.open[-1], tag, {key: value or "" for key, value in attrs})

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        last = self.open[-1]
        last.text = (last.text or "") + data


def parsed(text):
    tree = Tree()
    tree.feed(text)
    tree.close()
    assert tree.open == [tree.root]
    return tree.root


@pytest.fixture(params=["de", "en"])
def language(request):
    return request.param


@pytest.fixture
def source(document, language):
    return document_page(document, language)


@pytest.fixture
def page(source):
    return parsed(source)


def test_page_names_its_language_and_title(page, language):
    assert page.find("html").get("lang") == language
    assert page.find(".//title").text == page.find(".//h1").text


def test_page_has_each_landmark_once(page):
    for tag in ("header", "nav", "main", "footer"):
        assert len(page.findall(f".//{tag}")) == 1


def test_headings_begin_at_one_and_never_skip_a_level(page):
    levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch(r"h[1-6]", each.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_table_has_a_caption_and_every_head_a_scope(page):
    found = page.findall(".//table")
    assert len(found) == 15
    for table in found:
        assert table.find("caption").text.strip()
        assert {each.get("scope") for each in table.find("thead").iter("th")} == {"col"}
        for line in [*table.find("tbody"), *(table.find("tfoot") or [])]:
            assert [each.tag for each in line].count("th") == 1
            assert line[0].get("scope") == "row"


def test_every_drawing_has_title_description_and_its_table_beside_it(page):
    drawings = [(section, svg) for section in page.iter("section") for svg in section.iter("svg")]
    assert len(drawings) == 5
    for section, svg in drawings:
        labels = svg.get("aria-labelledby").split()
        assert [svg[0].get("id"), svg[1].get("id")] == labels
        assert [svg[0].tag, svg[1].tag] == ["title", "desc"]
        assert svg.get("role") == "img"
        assert section.find(".//table") is not None


def test_every_bar_carries_its_name_and_its_number_as_text(page):
    for svg in page.iter("svg"):
        names = [each for each in svg.iter("text") if each.get("class") == "name"]
        numbers = [each for each in svg.iter("text") if each.get("class") == "value"]
        assert len(names) == len(numbers) >= len(list(svg.iter("rect"))) >= 2


def test_ids_are_unique_and_every_reference_leads_somewhere(page):
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    named = [
        name
        for each in page.iter()
        for key in ("aria-labelledby", "aria-describedby")
        for name in (each.get(key) or "").split()
    ]
    jumps = [each.get("href")[1:] for each in page.iter("a") if each.get("href")[0] == "#"]
    assert {*named, *jumps} <= set(ids)


def test_page_stands_alone(page, source):
    assert not list(page.iter("script"))
    assert not list(page.iter("img"))
    assert {each.get("href") for each in page.iter("link")} == {"data:,"}
    assert "@import" not in source
    assert "url(" not in source


def test_unknown_figures_are_said_in_words(page, language):
    unseen = {each.text for each in page.iter("span") if each.get("class") == "unseen"}
    assert {"de": "nicht bekannt", "en": "not known"}[language] in unseen


def test_days_and_numbers_are_written_as_the_language_does(source, language):
    day, number = {"de": ("08.03.2027", "1.234"), "en": ("2027-03-08", "1,234")}[language]
    assert f">{day}<" in source
    assert f">{number}<" in source


def test_what_others_wrote_is_text_and_only_web_addresses_are_links(document):
    table = Table(
        Sentence("<b>", "<b>"),
        (Column("a", Sentence("a", "a")), Column("b", Sentence("b", "b"))),
        (("<script>alert(1)</script>", "javascript:alert(1)"), ("x", "https://a.example/?a&b")),
    )
    section = dataclasses.replace(document.sections[0], table=table, chart=None)
    page = parsed(document_page(dataclasses.replace(document, sections=(section,)), "en"))
    assert not list(page.iter("script"))
    outside = [each.get("href") for each in page.iter("a") if each.get("href")[0] != "#"]
    assert outside == ["https://a.example/?a&b"]


def channel_light(value):
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def light(colour):
    digits = colour.lstrip("#")
    red, green, blue = (channel_light(int(digits[at : at + 2], 16)) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "soft", "accent"])
@pytest.mark.parametrize("ground", ["ground", "paper", "head", "stripe"])
def test_text_stands_out_seven_to_one(document, scheme, text, ground):
    blocks = re.findall(r":root \{(.*?)\}", document_page(document, "en"), re.DOTALL)
    colours = dict(re.findall(r"--(\w+): (#\w{6})", blocks[scheme]))
    assert contrast(colours[text], colours[ground]) >= 7
    assert contrast(colours["focus"], colours[ground]) >= 3
