# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A10 speaks of pictures made of signs, and of capitals."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.symbol_art import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Moment ... und dann ---", {}, id="dots"),
        pytest.param("====\n----", {}, id="a line"),
        pytest.param("(Sie sagte: „Ja!…“).", {}, id="end of a quotation in brackets"),
        pytest.param("https://a.example/?a=%20%20&b==", {}, id="an address"),
        pytest.param("🎉🎊🥳🎈", {}, id="emoji"),
        pytest.param("Die NFDI lädt ein", {}, id="one abbreviation"),
        pytest.param("NFDI BERD", {"style": {"abbreviations": ("NFDI",)}}, id="known capitals"),
        pytest.param("Beginn: 9:30 (Saal 8)", {}, id="a time"),
        pytest.param("CDU SPD FDP", {}, id="short capitals"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "Bis bald :-)",
            {},
            [("warning", "Symbol art is read out character by character: :-)")],
            id="emoticon",
        ),
        pytest.param(
            "¯\\_(ツ)_/¯",
            {},
            [("warning", "Symbol art is read out character by character: ¯\\_")],
            id="shrug",
        ),
        pytest.param(
            "★━━★━━★ Fest",
            {},
            [("warning", "Symbol art is read out character by character: ★━━★━━★")],
            id="stars",
        ),
        pytest.param(
            "JETZT ANMELDEN bitte",
            {},
            [("info", "“JETZT ANMELDEN” is all capitals; that is hard to read.")],
            id="capitals",
        ),
        pytest.param(
            "NFDI BERD",
            {},
            [("info", "“NFDI BERD” is all capitals; that is hard to read.")],
            id="names in capitals inform only",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
