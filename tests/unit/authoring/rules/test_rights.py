# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""R01 speaks of media that may not be shown where, when or as long as the post would."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.authoring.rules.rights import RULE
from scheduler.model.post import Medium, Override, Passage, PostStatus
from scheduler.model.rights import Revocation, RightsBook, RightsRecord
from scheduler.model.sentence import Place

PLACE = Place("posts/_rights.yaml", 3, 1)
BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)


def record(name="foto", **values):
    return RightsRecord(name, PLACE, "Agentur Muster", "einfaches Nutzungsrecht", **values)


def book(*records, **values):
    values = {"required": True, **values}
    return RightsBook(BERLIN, {one.id: one for one in records}, **values)


def medium(rights="foto", **values):
    place = Place("posts/auftakt.yaml", 8, 5)
    return Medium("/w/a.png", "a.png", alt="x", place=place, rights=rights, **values)


@pytest.fixture
def draft(make_draft):
    def make(rights, media=None, **values):
        given = {"publish_at": DUE, "media": (medium(),) if media is None else media, **values}
        return make_draft(beside={"rights": rights}, **given)

    return make


@pytest.mark.parametrize(
    ("record_values", "values"),
    [
        ({}, {}),
        ({"valid_until": date(2027, 12, 31)}, {}),
        ({"valid_from": date(2027, 3, 8)}, {}),
        ({"channels": ("mastodon-land",)}, {}),
        ({"people": "minors", "consent": "DMS 2027/1"}, {}),
        ({"revoked": Revocation(date(2027, 3, 9))}, {}),
        ({"valid_until": date(2027, 12, 31)}, {"keep_online": datetime(2027, 12, 1, tzinfo=UTC)}),
        ({"revoked": Revocation()}, {"status": PostStatus.CANCELLED}),
        ({"revoked": Revocation()}, {"overrides": {"mastodon-land": Override(media=())}}),
        ({"revoked": Revocation()}, {"overrides": {"mastodon-land": Override(skip=True)}}),
    ],
    ids=[
        "unlimited",
        "long enough",
        "from this day on",
        "channel named",
        "minors with consent",
        "revoked later",
        "kept within the right",
        "cancelled post",
        "channel gets no media",
        "channel skipped",
    ],
)
def test_stays_silent(draft, spoken, record_values, values):
    assert spoken(RULE, draft(book(record(**record_values)), **values)) == []


@pytest.mark.parametrize(
    ("record_values", "values", "severity", "words"),
    [
        ({"valid_until": date(2027, 3, 7)}, {}, "error", "ends 2027-03-07, post is planned for 20"),
        ({"valid_until": date(2027, 3, 8)}, {}, "warning", "to be taken down then"),
        ({"valid_from": date(2027, 3, 9)}, {}, "error", "begins 2027-03-09"),
        (
            {"valid_until": date(2027, 12, 31)},
            {"keep_online": datetime(2028, 1, 1, tzinfo=UTC)},
            "error",
            "stand until 2028-01-01 (keep_online)",
        ),
        ({"channels": ("bluesky-land",)}, {}, "error", "does not cover mastodon-land"),
        ({"revoked": Revocation(reason="Bitte der Person")}, {}, "error", "revoked (Bitte der"),
        ({"revoked": Revocation(date(2027, 3, 8))}, {}, "error", "is revoked"),
        ({"people": "identifiable"}, {}, "error", "people who can be recognised"),
        ({"people": "minors", "consent": "  "}, {}, "error", "shows minors"),
    ],
    ids=[
        "ended the day before",
        "ends soon after",
        "begins later",
        "kept too long",
        "other channel",
        "revoked",
        "revoked that day",
        "people",
        "minors",
    ],
)
def test_speaks_at_the_medium(draft, record_values, values, severity, words):
    (found,) = RULE.check(draft(book(record(**record_values)), **values))
    assert (found.rule, found.severity.value) == ("R01", severity)
    assert found.place.line == 8
    assert words in found.message.en


@pytest.mark.parametrize(
    ("rights", "name", "severity", "words"),
    [
        (book(), None, "error", "No right of use"),
        (RightsBook(), None, "info", "No right of use"),
        (book(record("foto-1")), "foto-2", "error", "does not stand in"),
        (book(record(), broken=frozenset({"foto"})), "foto", "error", "has faults"),
        (book(is_readable=False), "foto", "error", "has faults"),
    ],
    ids=["none where needed", "none", "unknown", "broken record", "broken file"],
)
def test_record_that_is_not_certain(draft, rights, name, severity, words):
    (found,) = RULE.check(draft(rights, (medium(name),)))
    assert found.severity.value == severity
    assert words in found.message.en


def test_unknown_record_is_answered_with_the_nearest(draft):
    (found,) = RULE.check(draft(book(record("foto-1")), (medium("foto-2"),)))
    assert found.suggestion.en == "Did you mean “foto-1”?"


def test_only_the_channels_that_show_it_are_named(draft):
    own = {"bluesky-land": Override(media=())}
    found = list(
        RULE.check(
            draft(
                book(record(revoked=Revocation())),
                channels=("mastodon-land", "bluesky-land"),
                overrides=own,
            )
        )
    )
    assert [(one.channel, "revoked" in one.message.en) for one in found] == [(None, True)]


def test_channel_with_a_later_time_is_told_by_name(draft):
    late = {"bluesky-land": Override(publish_offset=timedelta(days=60))}
    found = RULE.check(
        draft(
            book(record(valid_until=date(2027, 4, 30))),
            channels=("mastodon-land", "bluesky-land"),
            overrides=late,
        )
    )
    assert [(one.channel, one.severity.value) for one in found] == [("bluesky-land", "error")]


def test_media_of_a_thread_count_too(draft, spoken):
    thread = (Passage("Zwei", (medium(),)),)
    assert spoken(RULE, draft(book(record(revoked=Revocation())), (), thread=thread))


def test_what_went_out_before_the_revocation_is_a_warning(draft, spoken):
    ((severity, _),) = spoken(
        RULE,
        draft(
            book(record(revoked=Revocation())),
            now=DUE + timedelta(days=1),
            delivered=("mastodon-land",),
        ),
    )
    assert severity == "warning"
