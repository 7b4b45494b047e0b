# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing LinkedIn's little text, reading it back, and counting."""

from __future__ import annotations

import pytest

from scheduler.platforms.linkedin.composing import LIMITS, measure
from scheduler.platforms.linkedin.little_text import fingerprint, read, seen, written

MENTION = "@[Stadt Beispiel](urn:li:organization:12)"


@pytest.mark.parametrize(
    ("text", "little"),
    [
        pytest.param("Da geht noch was.", "Da geht noch was.", id="nothing reserved"),
        pytest.param("Hallo (Welt)", r"Hallo \(Welt\)", id="parentheses"),
        pytest.param("a\\b", r"a\\b", id="a backslash first"),
        pytest.param("|{}@[]()<>#*_~", r"\|\{\}\@\[\]\(\)\<\>\#\*\_\~", id="all that are reserved"),
        pytest.param("an x@amt.example", r"an x\@amt.example", id="a mail address"),
        pytest.param(
            "https://stadt.example/a_b", r"https://stadt.example/a\_b", id="inside an address"
        ),
        pytest.param("#Ehrenamt", r"{hashtag|\#|Ehrenamt}", id="a hashtag"),
        pytest.param("(#Grün2027)", r"\({hashtag|\#|Grün2027}\)", id="a hashtag in parentheses"),
        pytest.param("#a_b", r"\#a\_b", id="no hashtag with an underscore"),
        pytest.param("#2027 C#", r"\#2027 C\#", id="no hashtag without a letter"),
        pytest.param("https://a.example/#teil", r"https://a.example/\#teil", id="a fragment"),
        pytest.param(f"Mit {MENTION}!", f"Mit {MENTION}!", id="a mention"),
        pytest.param(
            "@[Amt (Land)](urn:li:organization:1)",
            r"@[Amt \(Land\)](urn:li:organization:1)",
            id="reserved characters in a name",
        ),
        pytest.param("@[Amt](https://x.example)", r"\@\[Amt\]\(https://x.example\)", id="no urn"),
    ],
)
def test_a_text_is_written_so_that_nothing_cuts_it_and_read_back_as_it_was(text, little) -> None:
    assert written(text) == little
    assert read(little) == seen(text)


def test_readers_see_the_name_of_a_mention() -> None:
    assert seen(f"Mit {MENTION}!") == "Mit Stadt Beispiel!"


def test_a_plain_hashtag_that_linkedin_gives_back_reads_the_same() -> None:
    assert read("#Ehrenamt {hashtag|#|Land}") == "#Ehrenamt #Land"


def test_line_ends_and_composition_do_not_tell_texts_apart() -> None:
    assert fingerprint("Gru\u0308ße\r\n\n aus") == fingerprint("Grüße aus ")


@pytest.mark.parametrize(
    ("text", "length", "valid", "explained"),
    [
        pytest.param("ä" * 3000, 3000, True, False, id="full"),
        pytest.param("ä" * 3001, 3001, False, False, id="too long"),
        pytest.param("ä" * 2999 + "(", 3000, False, True, id="too long with its escape"),
        pytest.param(MENTION, 14, True, False, id="a mention counts as its name"),
    ],
)
def test_length_is_what_readers_see_and_the_escapes_must_fit_too(
    text, length, valid, explained
) -> None:
    told = measure(text, LIMITS)
    assert (told.length, told.valid, told.detail is not None) == (length, valid, explained)
