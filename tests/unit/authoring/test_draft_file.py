# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the writer writes, the reading reads: no text is changed or lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.authoring.draft_file import DraftMedium, DraftPost, post_yaml, scalar
from scheduler.authoring.file_writing import name_from
from scheduler.model.sentence import Place
from scheduler.yaml_source import read_yaml
from scheduler.yaml_source.decoding import without_forbidden

NAMELESS = Place("a.yaml")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(
    lambda text: without_forbidden(text, NAMELESS)[0]
)
TRAPS = [
    "no",
    "14:30",
    "a: b",
    "Heute #HessenGeht los",
    "@stadt",
    "- x",
    "0123",
    "",
    " x",
    "a\tb",
    "zwei\n\n  Zeilen",
    "# nur ein Tag",
    "|",
    "'",
    '"',
    "\\",
    "{{ text }}",
    "~",
]


def read(text):
    source = read_yaml(text.encode(), "a.yaml")
    assert source.findings == ()
    return source.root


def spoken(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()


@pytest.mark.parametrize("text", TRAPS, ids=repr)
def test_a_text_that_yaml_would_misread_is_read_as_it_was(text):
    root = read(f"x: {scalar(text)}\n")
    assert root.get("x").text == text


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_any_text_is_read_as_it_was(text, alt, note):
    medium = DraftMedium("bild.png", alt)
    post = DraftPost("a", text, media=(medium,), texts={"kanal": text}, notes=note)
    root = read(post_yaml(post, "de", "s.json"))
    assert root.get("text").text.rstrip("\n") == spoken(text)
    assert root.get("media").items[0].get("alt").text == alt
    assert root.get("overrides").get("kanal").get("text").text.rstrip("\n") == spoken(text)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Größe & Maß", "groesse-mass"),
        ("Café – heute!", "cafe-heute"),
        ("  ", ""),
        ("Türkçe", "tuerkce"),
        ("x" * 80, "x" * 60),
    ],
)
def test_a_name_is_made_of_plain_letters(title, name):
    assert name_from(title) == name
