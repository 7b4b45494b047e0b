# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L02 speaks of links that do not say where they lead."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.link_text import RULE
from scheduler.model.post import Link

VAGUE = "does not say where the link leads. Name its target, for example “Registration: …”."


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Anmeldung: https://a.example/b", {}, id="target named"),
        pytest.param("Hier sind wir zu Hause.", {}, id="here without a link"),
        pytest.param(
            "Das Programm steht hier bereit: Programm https://a.example", {}, id="more words before"
        ),
        pytest.param("Where? Kassel https://a.example", {}, id="there is"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "Alles hier: https://a.example/b",
            {},
            [("warning", f"“hier” {VAGUE}")],
            id="here",
        ),
        pytest.param(
            "Click here https://a.example/b",
            {},
            [("warning", f"“Click here” {VAGUE}")],
            id="click here",
        ),
        pytest.param(
            "Read more: https://a.example/b",
            {},
            [("info", f"“Read more” {VAGUE}")],
            id="read more informs only",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said


def test_a_label_that_says_nothing_is_told_where_no_text_shows_it(make_draft, spoken):
    draft = make_draft(("Text",), link=Link("https://a.example", label="hier"))
    assert [severity for severity, _ in spoken(RULE, draft)] == ["warning"]
