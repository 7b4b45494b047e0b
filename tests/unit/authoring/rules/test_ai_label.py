# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""R04 speaks of what a machine made and nobody called so."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.ai_label import RULE
from scheduler.model.post import Medium, PostStatus


def made(**values):
    return Medium("/w/a.png", "a.png", **{"ai": "generated", **values})


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"media": (made(ai="none"),)},
        {"media": (made(ai="assisted"),)},
        {"media": (made(ai_label="in_image"),)},
        {"media": (made(alt="Ein Platz (KI-generiert)"),)},
        {"media": (made(image_text="AI-generated"),)},
        {"media": (made(),), "texts": ("Das Bild wurde mit KI erstellt.",)},
        {"media": (made(),), "texts": ("Bild: Würfelwerk",), "own": ("Würfelwerk",)},
        {"media": (made(),), "status": PostStatus.CANCELLED},
        {"ai": "assisted"},
        {"ai": "generated", "approved": True},
    ],
    ids=[
        "no media",
        "made by hand",
        "assisted",
        "label in the picture",
        "label in alt",
        "label in image_text",
        "label in the text",
        "own phrase",
        "cancelled",
        "assisted text",
        "text that somebody approves",
    ],
)
def test_stays_silent(make_draft, spoken, values):
    values = dict(values)
    beside = {"asks_approval": values.pop("approved", False)}
    if "own" in values:
        beside["ai_label_phrases"] = values.pop("own")
    assert spoken(RULE, make_draft(beside=beside, **values)) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"media": (made(),)}, "KI-erzeugtes Bild kennzeichnen."),
        ({"media": (made(kind="video"),)}, "KI-erzeugtes Video kennzeichnen."),
        ({"media": (made(),), "texts": ("Die KI kommt",)}, "KI-erzeugtes Bild kennzeichnen."),
        ({"ai": "generated"}, "niemand gibt ihn frei"),
    ],
    ids=["picture", "video", "only a word about it", "text"],
)
def test_unlabelled_is_an_error(make_draft, values, words):
    (found,) = RULE.check(make_draft(**values))
    assert (found.rule, found.severity.value) == ("R04", "error")
    assert words in found.message.de
    assert found.suggestion is not None
