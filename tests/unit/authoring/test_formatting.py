# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""fmt: the same meaning, every comment, the order of the format; or a refusal with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.authoring.draft_file import DraftPost, post_yaml
from scheduler.authoring.formatting import formatted
from scheduler.authoring.key_order import campaign_order, post_order
from scheduler.model.sentence import Place
from scheduler.yaml_source import Items, Section, read_yaml
from scheduler.yaml_source.decoding import without_forbidden

POSTS = Path(__file__).parents[3] / "posts"
SAMPLES = sorted(POSTS.rglob("*.yaml"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(
    lambda text: without_forbidden(text, Place("a"))[0]
)


def tidy(text):
    return formatted(text.encode(), "a.yaml", post_order())


def meaning(node):
    if isinstance(node, Section):
        return {entry.key.text: meaning(entry.value) for entry in node}
    return [meaning(each) for each in node.items] if isinstance(node, Items) else node.text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_each_sample_keeps_its_meaning_and_its_comments(path):
    order = campaign_order() if path.parent.name == "_campaigns" else post_order()
    text = path.read_text(encoding="utf-8")
    result = formatted(text.encode(), path.name, order)
    assert result.findings == ()
    assert meaning(read_yaml(result.text.encode(), "a").root) == meaning(
        read_yaml(text.encode(), "a").root
    )
    assert [line for line in sorted(result.text.split("\n")) if "#" in line] == [
        line for line in sorted(text.split("\n")) if "#" in line
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("text: a\n# wozu\nid: b # hier\n", "# wozu\nid: b # hier\ntext: a\n"),
        ("# Kopf\ntext: a\nx-own: 1\nid: b", "# Kopf\nid: b\ntext: a\nx-own: 1\n"),
        ("id: a\nvariables:\n    time: 14:30\n", 'id: a\nvariables:\n  time: "14:30"\n'),
        ("id: a\nlang: no\n", 'id: a\nlang: "no"\n'),
        ("id: a\ntext: 'b: c'\n", "id: a\ntext: 'b: c'\n"),
        ("media:\n- file: a\n  alt: b\n", "media:\n  - file: a\n    alt: b\n"),
        ("text: |\n  a\n\n  b\nid: x\n", "id: x\ntext: |\n  a\n\n  b\n"),
        ("text: |  # lang\n  a\nid: x\n", "id: x\ntext: |  # lang\n  a\n"),
        ("id: a\r\ntext: b\r\n", "id: a\ntext: b\n"),
        ("lang: de\ntext: |\n  a", "lang: de\ntext: |-\n  a\n"),
        ("text: |\n  a\nid: |\n  x", "id: |-\n  x\ntext: |\n  a\n"),
        ("\n\nid: a\n", "id: a\n"),
    ],
    ids=[
        "order",
        "header",
        "time",
        "no",
        "quotes",
        "list",
        "block",
        "behind block",
        "lines",
        "open end",
        "open end that moves",
        "empty lines above",
    ],
)
def test_what_is_untidy_becomes_tidy_and_stays_so(before, after):
    result = tidy(before)
    assert (result.findings, result.text) == ((), after)
    assert tidy(after).text == after


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("text: Heute #Tag\n", "a.yaml:1:13"),
        ("text: a: b\n", "a.yaml:1:"),
        ("text: @stadt\n", "a.yaml:1:7"),
        ("id: a\nid: b\n", "a.yaml:2:1"),
        ("id: &x a\ntext: *x\n", "a.yaml:1:"),
        ("", "a.yaml:1:1"),
    ],
    ids=["hashtag", "colon", "at", "twice", "anchor", "empty"],
)
def test_a_trap_is_refused_with_its_place_and_the_text_stays(text, place):
    result = tidy(text)
    assert result.text == text
    assert str(result.findings[0].place).startswith(place)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_a_written_post_means_the_same_when_tidied_and_twice_is_as_once(text, note):
    before = post_yaml(DraftPost("a", text, texts={"kanal": note}, notes=note), "de", "s.json")
    result = tidy(before)
    assert meaning(read_yaml(result.text.encode(), "a").root) == meaning(
        read_yaml(before.encode(), "a").root
    )
    assert tidy(result.text).text == result.text


@settings(max_examples=150, deadline=None)
@given(st.text("ab:#-|>'\"[]{}, \n&*!?%@~\\", max_size=60))
def test_any_file_is_kept_in_meaning_or_refused_untouched(text):
    result = tidy(text)
    if result.findings:
        assert result.text == text
    else:
        assert meaning(read_yaml(result.text.encode(), "a").root) == meaning(
            read_yaml(text.encode(), "a").root
        )
