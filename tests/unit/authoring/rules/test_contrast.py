# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A17 speaks of writing that does not stand out."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.contrast import RULE, contrast_ratio
from scheduler.model.post import Colors, Medium


def draft_of(make_draft, colors, kind="sharepic"):
    return make_draft(media=(Medium("/w/a.png", "a.png", kind, colors=colors),))


@pytest.mark.parametrize(
    ("fg", "bg", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#FFFFFF", "#FFFFFF", 1.0), ("#767676", "#FFFFFF", 4.54)],
)
def test_ratio_is_that_of_the_standard(fg, bg, ratio):
    assert contrast_ratio(Colors(fg, bg)) == pytest.approx(ratio, abs=0.01)
    assert contrast_ratio(Colors(bg, fg)) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    ("colors", "kind"),
    [
        (None, "sharepic"),
        (Colors("#FFFFFF", "#12305E", 12), "sharepic"),
        (Colors("#767676", "#FFFFFF", 18), "sharepic"),
        (Colors("#767676", "#FFFFFF"), "sharepic"),
        (Colors("#FFFFFF", "#FFFFFF"), "photo"),
    ],
    ids=["undeclared", "strong", "large", "size unknown", "photo"],
)
def test_stays_silent(make_draft, spoken, colors, kind):
    assert spoken(RULE, draft_of(make_draft, colors, kind)) == []


@pytest.mark.parametrize(
    ("colors", "severity", "words"),
    [
        (Colors("#777777", "#FFFFFF", 40), "error", "Contrast 4.4:1 is too low."),
        (Colors("#767676", "#FFFFFF", 17.9), "warning", "Contrast 4.5:1 is too low."),
    ],
    ids=["weak", "weak for small writing"],
)
def test_weak_writing(make_draft, spoken, colors, severity, words):
    assert spoken(RULE, draft_of(make_draft, colors)) == [(severity, words)]
