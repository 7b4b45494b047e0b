# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A04 speaks of alt texts above the platform's limit."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.alt_length import RULE
from scheduler.model.post import Medium
from scheduler.model.sentence import Place


@pytest.mark.parametrize(
    ("alts", "limit"),
    [((), 10), (("x" * 10,), 10), (("ü" * 10,), 10), (("x" * 9999,), None), (("",), 0)],
    ids=["no media", "exactly", "umlauts count once", "no limit", "empty"],
)
def test_stays_silent(make_draft, spoken, alts, limit):
    assert spoken(RULE, make_draft(alts=alts, alt_limit=limit)) == []


def test_too_long_alt_is_an_error(make_draft):
    place = Place("posts/auftakt.yaml", 11, 5)
    draft = make_draft(
        alts=("x" * 13,), alt_limit=10, media=(Medium("/w/0.png", "0.png", place=place),)
    )
    (found,) = RULE.check(draft)
    assert (found.rule, found.severity.value) == ("A04", "error")
    assert found.message.de == "Alternativtext ist 13 Zeichen lang, mastodon-land erlaubt 10."
    assert found.suggestion.en == "Make it 3 characters shorter."
    assert (found.place, found.source) == (place, "sheet 2026-11-01")


def test_each_channel_has_its_own_limit(make_draft):
    draft = make_draft(alts=("x" * 13,), alt_limit=10, channels=("a", "b"))
    assert [found.channel for found in RULE.check(draft)] == ["a", "b"]


def written(make_draft, alt, kind="photo"):
    return make_draft(media=(Medium("/w/0.png", "0.png", kind=kind, alt=alt),))


@pytest.mark.parametrize(
    ("alt", "kind"),
    [
        pytest.param("x" * 100, "photo", id="short enough"),
        pytest.param("x" * 500, "sharepic", id="a share pic has more to say"),
        pytest.param("Raum C# im Haus", "photo", id="no hashtag"),
    ],
)
def test_stays_silent_about_what_can_be_listened_to(make_draft, spoken, alt, kind):
    assert spoken(RULE, written(make_draft, alt, kind)) == []


@pytest.mark.parametrize(
    ("alt", "severity"),
    [
        pytest.param("x" * 101, "info", id="long for a photo"),
        pytest.param("x" * 501, "warning", id="long for anything"),
        pytest.param("Zwei Zeilen\nAlternativtext", "warning", id="line break"),
        pytest.param("Ein Fest #Kassel", "warning", id="hashtag"),
    ],
)
def test_what_disturbs_when_read_out_is_told(make_draft, spoken, alt, severity):
    assert [said[0] for said in spoken(RULE, written(make_draft, alt))] == [severity]
