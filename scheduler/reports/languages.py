# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which languages the posts came in, and how long after the first version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from scheduler.model.delivery import State, occurrence_name
from scheduler.model.post import unit_of
from scheduler.model.sentence import Sentence
from scheduler.reports.document import Chart, Document, Section
from scheduler.reports.head import head
from scheduler.reports.report import Query, Report
from scheduler.reports.wording import how_many, in_both, language_name, local_time, span
from scheduler.store import report_queries
from scheduler.store.database import Transaction
from scheduler.store.report_queries import Outing
from scheduler.tables import Column, Table, Value

NAME = "languages"
TITLE = Sentence("Sprachen und ihr Abstand", "Languages and their lag")
_COMING = frozenset({State.PLANNED, State.HELD, State.CLAIMED, State.RETRYING})
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Version:
    """One language of one post: when it first went out, or what became of it."""

    lang: str
    published_at: datetime | None
    is_coming: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A post with all its languages; `source` is the version that the others follow."""

    name: str
    source: Version
    others: Mapping[str, Version]

    def lag(self, lang: str) -> timedelta | None:
        """How long after the source `lang` went out; None where either is not out."""
        version = self.others.get(lang)
        if version is None or version.published_at is None or self.source.published_at is None:
            return None
        return version.published_at - self.source.published_at


def build(connection: Transaction, query: Query) -> Document:
    """The report on one campaign, or on everything."""
    as_of = query.as_of or query.now
    outings = report_queries.outings(connection, query.campaign, as_of)
    units = _units(outings)
    live = [each for each in units if each.source.published_at is not None]
    days = sorted(
        each.source.published_at.astimezone(query.zone).date()
        for each in live
        if each.source.published_at is not None
    )
    return Document(
        name=NAME,
        title=TITLE,
        as_of=as_of,
        facts=head(query, as_of, span(days[0], days[-1]) if days else None),
        summary=_summary(live),
        sections=(_languages(live), _posts(live, query)),
    )


def _units(outings: Iterable[Outing]) -> list[Unit]:
    """The posts, each occurrence by itself, with the versions that belong to it."""
    found: dict[tuple[str, int], dict[str, list[Outing]]] = {}
    for each in outings:
        name = unit_of(each.post)
        found.setdefault((name, each.occurrence), {}).setdefault(each.post, []).append(each)
    units = []
    for (name, occurrence), by_post in found.items():
        if name not in by_post:
            continue  # only a version is planned; it follows nothing
        versions = {
            version.lang: version
            for post, of in by_post.items()
            if post != name
            for version in [_version(of)]
        }
        units.append(Unit(occurrence_name(name, occurrence), _version(by_post[name]), versions))
    return units


def _version(outings: Sequence[Outing]) -> Version:
    """On several channels the first one counts."""
    live = [each.published_at for each in outings if each.published_at is not None]
    coming = any(each.state in _COMING for each in outings)
    return Version(outings[0].lang, min(live, default=None), coming)


def _summary(live: Sequence[Unit]) -> tuple[Sentence, ...]:
    if not live:
        return (_NOTHING,)
    several = [each for each in live if each.others]
    posts, of = how_many(len(several), *_POSTS), in_both(len(live))
    said = [
        Sentence(
            f"In mehreren Sprachen gibt es {posts.de} von {of.de}.",
            f"In several languages: {posts.en} of {of.en}.",
        )
    ]
    for lang in _all_languages(live):
        lags = _lags(live, lang)
        if lags:
            name, middle = language_name(lang), in_both(round(median(lags), 1))
            said.append(
                Sentence(
                    f"{name.de} folgte im Median nach {middle.de} Stunden.",
                    f"{name.en} followed after a median of {middle.en} hours.",
                )
            )
    return tuple(said)


def _all_languages(live: Iterable[Unit]) -> list[str]:
    return sorted({lang for each in live for lang in each.others})


def _lags(live: Iterable[Unit], lang: str) -> list[float]:
    """In hours."""
    return [lag / _HOUR for each in live if (lag := each.lag(lang)) is not None]


def _languages(live: Sequence[Unit]) -> Section:
    """Per language: how many posts have it, out or to come, and how late."""
    sources = sorted({each.source.lang for each in live})
    rows: list[tuple[Value, ...]] = []
    for lang in sorted({*sources, *_all_languages(live)}):
        lags = _lags(live, lang)
        own = sum(each.source.lang == lang for each in live)
        others = [each.others[lang] for each in live if lang in each.others]
        rows.append(
            (
                language_name(lang),
                own,
                sum(each.published_at is not None for each in others),
                sum(each.published_at is None and each.is_coming for each in others),
                round(median(lags), 1) if lags else None,
                round(max(lags), 1) if lags else None,
            )
        )
    if not rows:
        return Section("languages", _LANGUAGES, (_NOTHING,))
    table = Table(_LANGUAGES, _COLUMNS, tuple(rows), (_LAG,), "languages")
    return Section("languages", _LANGUAGES, table=table, chart=Chart("language", "median"))


def _posts(live: Sequence[Unit], query: Query) -> Section:
    """Post by post, which languages it has and when they came."""
    languages = _all_languages(live)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            each.name,
            language_name(each.source.lang),
            local_time(each.source.published_at, query.zone),
            *(_told(each, lang) for lang in languages),
        )
        for each in live
        if each.others and each.source.published_at is not None
    )
    if not rows:
        return Section("posts", _BY_POST, (_ALONE,))
    columns = (
        Column("post", Sentence("Beitrag", "Post")),
        Column("source", Sentence("Zuerst in", "First in")),
        Column("published", Sentence("Erschienen", "Published")),
        *(Column(f"lang:{lang}", language_name(lang)) for lang in languages),
    )
    return Section("posts", _BY_POST, table=Table(_BY_POST, columns, rows, (_CELLS,), "posts"))


def _told(unit: Unit, lang: str) -> Sentence | None:
    lag = unit.lag(lang)
    if lag is not None:
        hours = in_both(round(lag / _HOUR, 1))
        return Sentence(f"nach {hours.de} h", f"after {hours.en} h")
    version = unit.others.get(lang)
    if version is None:
        return None
    return _PLANNED if version.is_coming else _NOT_OUT


_POSTS = (Sentence("Beitrag", "post"), Sentence("Beiträge", "posts"))
_LANGUAGES = Sentence("Je Sprache", "Per language")
_COLUMNS = (
    Column("language", Sentence("Sprache", "Language")),
    Column("own", Sentence("zuerst in ihr", "first in it"), numeric=True),
    Column("followed", Sentence("als weitere erschienen", "out as another"), numeric=True),
    Column("coming", Sentence("noch geplant", "still planned"), numeric=True),
    Column("median", Sentence("Abstand, Median (h)", "Lag, median (h)"), numeric=True),
    Column("longest", Sentence("Abstand, höchster (h)", "Lag, longest (h)"), numeric=True),
)
_LAG = Sentence(
    "Abstand: Stunden von der ersten Fassung eines Beitrags bis zu seiner Fassung in dieser "
    "Sprache, jeweils auf dem ersten Kanal. Fassungen sind die variants eines Beitrags; was als "
    "eigener Beitrag geschrieben ist, folgt keinem anderen und zählt unter „zuerst in ihr“.",
    "Lag: hours from a post's first version to its version in this language, each on its first "
    "channel. Versions are a post's variants; what is written as a post of its own follows no "
    "other and counts under “first in it”.",
)
_BY_POST = Sentence("Je Beitrag", "Per post")
_CELLS = Sentence(
    "Ein Strich heißt: In dieser Sprache gibt es den Beitrag nicht.",
    "A dash means: the post does not exist in this language.",
)
_PLANNED = Sentence("geplant", "planned")
_NOT_OUT = Sentence("nicht erschienen", "not out")
_ALONE = Sentence(
    "Kein erschienener Beitrag hat Fassungen in weiteren Sprachen (variants).",
    "No post that went out has versions in other languages (variants).",
)
_NOTHING = Sentence("Bis dahin ist nichts erschienen.", "Nothing was published until then.")
REPORT = Report(NAME, TITLE, build)
