# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a right of use forbids a delivery."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.model.rights import Revocation, RightsBook, RightsRecord
from scheduler.model.sentence import Place
from scheduler.planning.rights import restrictions_of

PLACE = Place("posts/_rights.yaml", 1, 1)


def book(*broken, **values):
    record = RightsRecord("foto", PLACE, "Muster", "Nutzungsrecht", **values)
    return RightsBook(ZoneInfo("Europe/Berlin"), {"foto": record}, frozenset(broken))


@pytest.mark.parametrize(
    ("values", "spans"),
    [
        ({}, []),
        ({"people": "minors", "consent": "DMS 1"}, []),
        ({"channels": ("land",)}, []),
        ({"revoked": Revocation()}, [(None, None)]),
        ({"revoked": Revocation(date(2027, 3, 8))}, [(datetime(2027, 3, 7, 23, tzinfo=UTC), None)]),
        ({"valid_until": date(2027, 3, 8)}, [(datetime(2027, 3, 8, 23, tzinfo=UTC), None)]),
        ({"valid_from": date(2027, 4, 1)}, [(None, datetime(2027, 3, 31, 22, tzinfo=UTC))]),
        ({"people": "identifiable"}, [(None, None)]),
        ({"channels": ("bund",)}, [(None, None)]),
    ],
    ids=[
        "all allowed",
        "with consent",
        "this channel",
        "revoked",
        "revoked from a day on",
        "ends",
        "begins, in summer time",
        "no consent",
        "other channel",
    ],
)
def test_record_forbids_these_spans(values, spans):
    found = restrictions_of(("foto",), "land", book(**values))
    assert [(one.since, one.until) for one in found] == spans
    assert {one.subject for one in found} <= {"foto"}


def test_record_that_is_gone_or_broken_opens_nothing():
    before = restrictions_of(("foto",), "land", book(revoked=Revocation()))
    assert restrictions_of(("foto",), "land", RightsBook(), before) == before
    assert restrictions_of(("foto",), "land", book("foto"), before) == before


def test_broken_record_can_still_close():
    assert restrictions_of(("foto",), "land", book("foto", revoked=Revocation()))


def test_right_that_nobody_uses_any_more_restricts_nothing():
    before = restrictions_of(("foto",), "land", book(revoked=Revocation()))
    assert restrictions_of((), "land", book(), before) == ()
