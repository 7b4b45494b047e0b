# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A known secret is hidden in every guise in which a careless server may repeat it."""

from __future__ import annotations

import html
import json
from urllib.parse import quote, quote_plus

import pytest

from scheduler.credentials import redact, remember_secret, without_known

SECRET = "geht+noch /was=&%\"'<é"
LONG = '0f1e2d3c4b5a69788796+/="<'
GUISES = {
    "as it is": lambda secret: secret,
    "in JSON": json.dumps,
    "in JSON with its letters": lambda secret: json.dumps(secret, ensure_ascii=False),
    "in JSON within JSON": lambda secret: json.dumps(json.dumps(secret)),
    "in HTML": html.escape,
    "in an address": lambda secret: quote(secret, safe=""),
    "in a form": quote_plus,
}


@pytest.mark.parametrize("guise", GUISES.values(), ids=GUISES)
def test_known_secret_is_hidden_in_every_guise(guise):
    remember_secret(SECRET)
    said = without_known(f"The server says: {guise(SECRET)} is wrong.")
    assert said in {"The server says: … is wrong.", 'The server says: "…" is wrong.'} or (
        "geht" not in said and "noch" not in said
    )


def test_long_run_of_a_secret_is_hidden_however_often_it_was_escaped():
    remember_secret(LONG)
    escaped = html.escape(quote(json.dumps(json.dumps(json.dumps(LONG)))))
    assert "0f1e2d3c4b5a69788796" not in without_known(escaped)


def test_words_of_a_post_that_only_look_like_a_secret_are_kept_for_its_readers():
    text = "Ihr Passwort: nie weitergeben. Das password: Sommer2027 ist keines."
    assert without_known(text) == text
    assert redact(text) != text
