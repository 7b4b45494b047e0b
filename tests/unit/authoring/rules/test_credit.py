# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""R03 speaks of pictures whose maker is to be named and is not."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.credit import RULE
from scheduler.model.post import Medium
from scheduler.model.rights import RightsBook, RightsRecord
from scheduler.model.sentence import Place


@pytest.fixture
def draft(make_draft):
    def make(record_values, medium_values=(), text="Hallo"):
        fields = {"licence": "einfaches Nutzungsrecht", **record_values}
        record = RightsRecord("foto", Place("posts/_rights.yaml"), "Agentur Muster", **fields)
        medium = Medium("/w/a.png", "a.png", rights="foto", **dict(medium_values))
        rights = RightsBook(records={"foto": record})
        return make_draft((text,), media=(medium,), beside={"rights": rights})

    return make


CREDIT = {"credit": "Foto: Agentur Muster"}


@pytest.mark.parametrize(
    ("record", "medium", "text"),
    [
        ({}, {}, "Hallo"),
        (CREDIT, {}, "Hallo (Foto:  agentur muster)"),
        (CREDIT, {"alt": "Ein Platz. Foto: Agentur Muster"}, "Hallo"),
        (CREDIT, {"image_text": "Foto:\nAgentur Muster"}, "Hallo"),
        ({**CREDIT, "credit_in_image": True}, {}, "Hallo"),
        (CREDIT, {"credit_in_image": True}, "Hallo"),
        ({"licence": "CC0 1.0"}, {}, "Hallo"),
    ],
    ids=["no credit", "in text", "in alt", "in image_text", "burnt in", "burnt in here", "CC0"],
)
def test_stays_silent(draft, spoken, record, medium, text):
    assert spoken(RULE, draft(record, medium, text)) == []


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (CREDIT, "Credit missing: Foto: Agentur Muster."),
        ({**CREDIT, "licence": "CC BY-SA 4.0"}, "Credit missing"),
        ({"licence": "CC BY 4.0"}, "asks for a credit"),
        ({"licence": "cc-by-4.0"}, "asks for a credit"),
    ],
    ids=["not named", "not named under CC BY", "nobody to name", "as written in files"],
)
def test_missing_name_is_a_warning(draft, record, words):
    (found,) = RULE.check(draft(record))
    assert (found.rule, found.severity.value, found.channel) == ("R03", "warning", "mastodon-land")
    assert words in found.message.en
