# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Latin pieces in right-to-left texts are isolated where they would be garbled, nowhere else."""

from __future__ import annotations

import pytest

from scheduler.planning.isolation import CLOSE, OPEN, isolated


def marked(text, lang="he"):
    """`text` with visible signs for the isolates."""
    return isolated(text, lang).replace(OPEN, "[").replace(CLOSE, "]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ראו #GehtNoch כאן", "ראו [#GehtNoch] כאן"),
        ("ראו @land@social.example.", "ראו [@land@social.example]."),
        ("טל +49 561 123", "טל [+49 561 123]"),
        ("בשעות 10-12", "בשעות [10-12]"),
        ("בשעות 10–12", "בשעות [10–12]"),
        ("ראו https://a.example/he/ כאן", "ראו [https://a.example/he/ ]כאן"),
        ("ראו https://a.example/", "ראו [https://a.example/ ]"),
    ],
    ids=["hashtag", "handle", "telephone", "range", "dash", "address", "address at the end"],
)
def test_what_would_be_garbled_is_isolated(text, expected):
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hello #GehtNoch",
        "#שלום לכולם",
        "שנת 2027",
        "ראו https://a.example/he כאן",
        "דוא״ל land@social.example כאן",
        "https://a.example/",
        f"ראו {OPEN}#GehtNoch{CLOSE} כאן",
    ],
    ids=["Latin line", "own script", "number", "address", "mail", "alone", "already marked"],
)
def test_what_comes_out_right_by_itself_is_left_alone(text):
    assert isolated(text, "he") == text


def test_text_of_a_left_to_right_language_is_left_alone():
    assert isolated("שלום #GehtNoch", "de") == "שלום #GehtNoch"


def test_only_lines_that_mix_are_marked():
    assert marked("אבג #A1\n#A1\nאבג") == "אבג [#A1]\n#A1\nאבג"
