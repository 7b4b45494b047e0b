# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""No text makes a rule raise, and no rule is slow: whatever people write is linted."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.authoring.linting import compare, lint
from scheduler.model.post import Link, LocalTime, Medium
from scheduler.registry import rules

AT = datetime(2027, 4, 20, 10, tzinfo=UTC)
RULES = tuple(rules().values())
# Pieces that rules look at, so that fuzzing finds its way to them.
_PIECES = """https:// # @ *innen :in „ “ Montag, 31.02. 29.Februar z.B. :-) mehr: hier { [ ://["""
PIECES = st.sampled_from(
    [*_PIECES.split(), " ", "👩🏽\u200d🦽", "\U0001d405", "\u0336", "\u202e", "\x00"]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, alt=TEXTS, lang=st.sampled_from(["de", "de-leicht", "en", "ar", "x"]))
def test_no_rule_raises_on_any_text(make_draft, text, alt, lang):
    drafts = [
        make_draft(
            (text,), id=name, alts=(alt,), lang=lang, warning=text, publish_at=AT, due_at=AT,
            publish_local=LocalTime(AT.replace(tzinfo=None), "Europe/Berlin"),
            link=Link(text or "x", alt), media=(Medium("/w/a.png", "a.png", alt=alt),),
            style={"link_hosts": ("a.ex",), "cross_media": True, "own_domains": ("b.ex",)},
        )
        for name in ("eins", "zwei")
    ]  # fmt: skip
    found = [each for draft in drafts for each in lint(draft, RULES)]
    found += compare(drafts, RULES)
    assert all(each.message.de and each.message.en for each in found)
