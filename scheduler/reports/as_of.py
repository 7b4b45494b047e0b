# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answer to a question from parliament, as it was known on a day.

What went out where and when, by whom it was approved, and at what cost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.model.amounts import amount
from scheduler.model.delivery import State, occurrence_name
from scheduler.model.metrics import BY_ID
from scheduler.model.post import unit_of
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Document, Section
from scheduler.reports.head import head
from scheduler.reports.material import Material, gather
from scheduler.reports.report import Query, Report
from scheduler.reports.tallies import Live
from scheduler.reports.wording import (
    how_many,
    in_both,
    language_name,
    local_time,
    metric_name,
    span,
)
from scheduler.store.consents import Consent, consents
from scheduler.store.database import Transaction
from scheduler.store.figures import Figure
from scheduler.tables import Column, Table, Value

NAME = "as-of"
TITLE = Sentence("Auskunft zum Stand", "Answer as of a day")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the answer is written from."""

    material: Material
    consents: Mapping[str, Sequence[Consent]]

    def approved_by(self, live: Live) -> list[str]:
        """Who had approved it when it went out."""
        given = self.consents.get(unit_of(live.outing.post), ())
        standing = (each.person for each in given if each.stood_at(live.published_at))
        return list(dict.fromkeys(standing))


def build(connection: Transaction, query: Query) -> Document:
    """The answer about one campaign, or about everything."""
    material = gather(connection, query)
    answer = Answer(material, consents(connection, material.as_of))
    lives = material.lives
    period = (
        span(material.day(lives[0].published_at), material.day(lives[-1].published_at))
        if lives
        else None
    )
    return Document(
        name=NAME,
        title=TITLE,
        as_of=material.as_of,
        facts=head(query, material.as_of, period),
        summary=_summary(answer),
        sections=(
            _by_channel(material),
            _expenses(material),
            _publications(answer),
            _unknown(answer),
        ),
    )


def _summary(answer: Answer) -> tuple[Sentence, ...]:
    lives = answer.material.lives
    if not lives:
        return (_NOTHING,)
    posts = how_many(len({unit_of(live.outing.post) for live in lives}), *_POSTS)
    times = how_many(len(lives), *_PUBLICATIONS)
    places = how_many(len({live.outing.channel for live in lives}), *_CHANNELS)
    said = [
        Sentence(
            f"Erschienen: {posts.de}, {times.de} auf {places.de}.",
            f"Published: {posts.en}, {times.en} on {places.en}.",
        )
    ]
    gone = sum(live.outing.state is State.RETRACTED for live in lives)
    if gone:
        number = in_both(gone)
        said.append(
            Sentence(f"Davon zurückgezogen: {number.de}.", f"Of these withdrawn: {number.en}.")
        )
    approved = how_many(sum(bool(answer.approved_by(live)) for live in lives), *_PUBLICATIONS)
    said.append(
        Sentence(
            f"Mit verzeichneter Freigabe: {approved.de}.",
            f"With a recorded approval: {approved.en}.",
        )
    )
    return (*said, *_costs(answer.material))


def _costs(material: Material) -> Iterator[Sentence]:
    """The sum per kind of expense; nothing entered is not the same as nothing spent."""
    sums: Counter[str] = Counter()
    for figure in _inputs(material):
        sums[figure.metric] += figure.value
    for metric, value in sorted(sums.items()):
        name, number = metric_name(metric), in_both(amount(value, metric))
        yield Sentence(
            f"{name.de}: {number.de} (Summe der Angaben).",
            f"{name.en}: {number.en} (sum of what was entered).",
        )
    if not sums:
        yield _NO_EXPENSES


def _inputs(material: Material) -> list[Figure]:
    return [
        figure
        for figure in material.figures
        if figure.metric in BY_ID and BY_ID[figure.metric].level == "input"
    ]


def _by_channel(material: Material) -> Section:
    counted = Counter(live.outing.channel for live in material.lives)
    gone = Counter(
        live.outing.channel for live in material.lives if live.outing.state is State.RETRACTED
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (channel, number, gone[channel]) for channel, number in sorted(counted.items())
    )
    columns = (
        _CHANNEL,
        Column("publications", Sentence("Veröffentlichungen", "Publications"), numeric=True),
        Column("withdrawn", Sentence("davon zurückgezogen", "of these withdrawn"), numeric=True),
    )
    total = (_TOTAL, sum(counted.values()), sum(gone.values())) if len(rows) > 1 else None
    table = Table(_WHERE, columns, rows, (), "channels", total) if rows else None
    return Section("channels", _WHERE, () if rows else (_NOTHING,), table)


def _expenses(material: Material) -> Section:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            metric_name(figure.metric),
            amount(figure.value, figure.metric),
            figure.counted_on,
            figure.source,
            figure.note,
        )
        for figure in _inputs(material)
    )
    columns = (
        Column("metric", Sentence("Aufwand", "Expense")),
        Column("value", Sentence("Betrag", "Amount"), numeric=True),
        Column("date", Sentence("vom", "of")),
        Column("source", Sentence("Quelle", "Source")),
        Column("note", Sentence("Bemerkung", "Note")),
    )
    table = Table(_EXPENSES, columns, rows, (), "expenses") if rows else None
    return Section("expenses", _EXPENSES, () if rows else (_NO_EXPENSES,), table)


def _publications(answer: Answer) -> Section:
    material = answer.material
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            local_time(live.published_at, material.zone),
            occurrence_name(live.outing.post, live.outing.occurrence),
            live.outing.channel,
            language_name(live.outing.lang),
            ", ".join(live.outing.regions) or None,
            ", ".join(answer.approved_by(live)) or None,
            _WITHDRAWN if live.outing.state is State.RETRACTED else _PUBLIC,
            live.outing.url,
        )
        for live in material.lives
    )
    columns = (
        Column("published", Sentence("Erschienen", "Published")),
        Column("post", Sentence("Beitrag", "Post")),
        _CHANNEL,
        Column("lang", Sentence("Sprache", "Language")),
        Column("regions", Sentence("Regionen", "Regions")),
        Column("approved_by", Sentence("Freigegeben von", "Approved by")),
        Column("state", Sentence("Stand", "State")),
        Column("url", Sentence("Adresse", "Address")),
    )
    table = Table(_LIST, columns, rows, (_APPROVED,), "publications") if rows else None
    return Section("publications", _LIST, () if rows else (_NOTHING,), table)


def _unknown(answer: Answer) -> Section:
    """What the answer cannot say, so that nobody reads more into it."""
    said = [_TEXTS]
    alone = sum(not answer.approved_by(live) for live in answer.material.lives)
    if alone:
        number = how_many(alone, *_PUBLICATIONS)
        said.append(
            Sentence(
                f"Zu {number.de} ist keine Freigabe verzeichnet: Es war keine "
                "verlangt, oder sie wurde außerhalb von Litfass erteilt.",
                f"Of {number.en} no approval is recorded: none was asked for, or it "
                "was given outside Litfass.",
            )
        )
    if not _inputs(answer.material):
        said.append(_NO_EXPENSES)
    return Section("unknown", _LIMITS, tuple(said))


_POSTS = (Sentence("Beitrag", "post"), Sentence("Beiträge", "posts"))
_PUBLICATIONS = (
    Sentence("Veröffentlichung", "publication"),
    Sentence("Veröffentlichungen", "publications"),
)
_CHANNELS = (Sentence("Kanal", "channel"), Sentence("Kanälen", "channels"))
_CHANNEL = Column("channel", Sentence("Kanal", "Channel"))
_TOTAL = Sentence("Summe", "Total")
_WHERE = Sentence("Wo erschienen ist", "Where it went out")
_EXPENSES = Sentence("Aufwand", "Expenses")
_LIST = Sentence("Alle Veröffentlichungen", "All publications")
_LIMITS = Sentence("Was diese Auskunft nicht sagt", "What this answer does not say")
_WITHDRAWN = Sentence("zurückgezogen", "withdrawn")
_PUBLIC = Sentence("öffentlich", "public")
_APPROVED = Sentence(
    "Genannt ist, wessen Freigabe galt, als der Beitrag erschien.",
    "Named is whose approval stood when the post went out.",
)
_TEXTS = Sentence(
    "Die Wortlaute, Bilder und Änderungen stehen in den Akten: litfass records export.",
    "The wordings, pictures and changes stand in the records: litfass records export.",
)
_NOTHING = Sentence("Bis dahin ist nichts erschienen.", "Nothing was published until then.")
_NO_EXPENSES = Sentence(
    "Kosten und Arbeitszeit sind nicht eingetragen (litfass figures add); das heißt nicht, dass "
    "keine entstanden.",
    "Cost and working hours were not entered (litfass figures add); that does not mean that there "
    "were none.",
)
REPORT = Report(NAME, TITLE, build)
