# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The campaign report: what went out, how it was received, and what is not known."""

from __future__ import annotations

from collections import Counter

from scheduler.model.delivery import State
from scheduler.model.sentence import Sentence
from scheduler.reports.accounts import followers, handcounts
from scheduler.reports.breakdowns import breakdowns
from scheduler.reports.channels import most_and_least
from scheduler.reports.coverage import region_gaps
from scheduler.reports.document import Document, Fact
from scheduler.reports.goals import goal_summary, goals
from scheduler.reports.material import Material, gather
from scheduler.reports.quality import gaps, punctuality
from scheduler.reports.report import Query, Report
from scheduler.reports.sources import sources
from scheduler.reports.tallies import grouped, tally
from scheduler.reports.wording import how_many, in_both, joined, moment, span
from scheduler.store.database import Transaction

NAME = "campaign"
TITLE = Sentence("Kampagnenbericht", "Campaign report")


def build(connection: Transaction, query: Query) -> Document:
    """The report on one campaign, or on all posts."""
    material = gather(connection, query)
    reached = region_gaps(connection, query, material.outings, material.as_of)
    posts, *others = breakdowns(material)
    received = (posts, most_and_least(material), reached, *others)
    sections = (*received, punctuality(material), followers(material))
    if not material.lives:
        sections = (punctuality(material), followers(material))
    return Document(
        name=NAME,
        title=_title(material),
        as_of=material.as_of,
        facts=_facts(material),
        summary=_summary(material),
        sections=(
            *goals(material),
            *sections,
            handcounts(material),
            sources(material),
            gaps(material),
        ),
    )


def _title(material: Material) -> Sentence:
    if material.campaign is None:
        return TITLE
    return Sentence(f"{TITLE.de}: {material.campaign}", f"{TITLE.en}: {material.campaign}")


def _facts(material: Material) -> tuple[Fact, ...]:
    campaign = material.campaign
    about = Sentence(campaign, campaign) if campaign else _ALL
    as_of = moment(material.as_of, material.zone)
    if material.derived:
        as_of = Sentence(f"{as_of.de}, neueste Angabe", f"{as_of.en}, newest entry")
    return (
        Fact("campaign", Sentence("Kampagne", "Campaign"), about),
        Fact("period", Sentence("Erschienen", "Published"), _period(material)),
        Fact("as_of", Sentence("Stand", "As of"), as_of),
    )


def _period(material: Material) -> Sentence:
    if not material.lives:
        return in_both(None)
    return span(
        material.day(material.lives[0].published_at), material.day(material.lives[-1].published_at)
    )


def _summary(material: Material) -> tuple[Sentence, ...]:
    if not material.outings:
        return (_NOTHING_PLANNED,)
    said = (_went_out(material), *_received(material), *_not_live(material))
    return (*said, *goal_summary(material))


def _went_out(material: Material) -> Sentence:
    if not material.lives:
        return _NOTHING_LIVE
    posts = how_many(len({live.outing.post for live in material.lives}), *_POSTS)
    times = how_many(len(material.lives), *_PUBLICATIONS)
    places = how_many(len({live.outing.channel for live in material.lives}), *_CHANNELS)
    return Sentence(
        f"Erschienen: {posts.de}, {times.de} auf {places.de}.",
        f"Published: {posts.en}, {times.en} on {places.en}.",
    )


def _received(material: Material) -> tuple[Sentence, ...]:
    if not material.lives:
        return ()
    total = tally(material.lives, ())
    if total.interactions is None:
        return (_NOTHING_COUNTED,)
    sum_, counted, all_ = map(in_both, (total.interactions, total.counted, total.outings))
    said = Sentence(
        f"Gezählt: {sum_.de} Interaktionen; Zahlen liegen vor zu {counted.de} von {all_.de} "
        "Veröffentlichungen.",
        f"Counted: {sum_.en} interactions; there are figures of {counted.en} of {all_.en} "
        "publications.",
    )
    return said, *_strongest(material)


def _strongest(material: Material) -> tuple[Sentence, ...]:
    sums = {
        post: tally(lives, ()).interactions or 0
        for post, lives in grouped(material.lives, lambda live: [live.outing.post]).items()
    }
    most = max(sums.values())
    best = [post for post, number in sums.items() if number == most]
    if most == 0 or len(best) > 1 or len(sums) == 1:
        return ()
    number = in_both(most)
    return (
        Sentence(
            f"Die meisten Interaktionen hatte „{best[0]}“: {number.de}.",
            f"Most interactions: “{best[0]}” with {number.en}.",
        ),
    )


def _not_live(material: Material) -> tuple[Sentence, ...]:
    """What is not live, by why; every delivery is accounted for."""
    states = Counter(outing.state for outing in material.outings)
    waiting = sum(number for state, number in states.items() if state not in _CLOSED)
    parts = [
        how_many(states[state], words, words) for state, words in _REASONS.items() if states[state]
    ]
    parts += [how_many(waiting, _OPEN, _OPEN)] if waiting else []
    if not parts:
        return ()
    said = joined(parts)
    return (Sentence(f"Nicht erschienen: {said.de}.", f"Not live: {said.en}."),)


_POSTS = (Sentence("Beitrag", "post"), Sentence("Beiträge", "posts"))
_PUBLICATIONS = (
    Sentence("Veröffentlichung", "publication"),
    Sentence("Veröffentlichungen", "publications"),
)
_CHANNELS = (Sentence("Kanal", "channel"), Sentence("Kanälen", "channels"))
_OPEN = Sentence("noch offen", "still open")
_REASONS = {
    State.FAILED: Sentence("abgelehnt", "refused"),
    State.MISSED: Sentence("verpasst", "missed"),
    State.HELD: Sentence("zurückgehalten", "held back"),
    State.REVIEW: Sentence("zu prüfen", "to be confirmed by a person"),
    State.CANCELLED: Sentence("abgesagt", "cancelled"),
    State.RETRACTED: Sentence("zurückgezogen", "withdrawn"),
}
_CLOSED = frozenset({*_REASONS, State.PUBLISHED})
_ALL = Sentence("alle Beiträge", "all posts")
_NOTHING_PLANNED = Sentence(
    "Zu diesem Zeitpunkt war nichts geplant.", "Nothing was planned at this time."
)
_NOTHING_LIVE = Sentence("Bis dahin ist nichts erschienen.", "Nothing was published until then.")
_NOTHING_COUNTED = Sentence(
    "Zahlen liegen noch zu keiner Veröffentlichung vor.",
    "There are no figures of any publication yet.",
)

REPORT = Report(NAME, TITLE, build)
