# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures per post, publication, channel, region, topic and language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scheduler.model.sentence import Sentence
from scheduler.reports.document import Chart, Section
from scheduler.reports.material import Material
from scheduler.reports.tallies import Live, Tally, grouped, rate, tally, told_metrics
from scheduler.reports.wording import in_both, language_name, metric_column
from scheduler.tables import Column, Table, Value

INTERACTIONS = "interactions"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way to group publications.

    `overlapping`: a publication may stand in several rows, so the rows have no sum.
    `one_channel`: each row is one channel's, so a rate per follower means something.
    `one_post`: each row is one post, so their number is not worth a column.
    """

    key: str
    title: Sentence
    head: Column
    keys: Callable[[Live], Iterable[str | None]]
    label: Callable[[str], Sentence | str] = str
    without: Sentence | None = None
    overlapping: Sentence | None = None
    one_channel: bool = False
    one_post: bool = False

    def section(self, material: Material) -> Section:
        """The section with the table of this breakdown."""
        return Section(
            self.key,
            self.title,
            table=self._table(material.lives),
            chart=Chart(self.head.key, INTERACTIONS),
        )

    def _table(self, lives: Sequence[Live]) -> Table:
        metrics = told_metrics(lives)
        rows = [
            self._row(self.without if key is None else self.label(key), tally(group, metrics))
            for key, group in grouped(lives, self.keys).items()
        ]
        total = self._row(_TOTAL, tally(lives, metrics))
        return Table(
            title=self.title,
            columns=self._columns(metrics),
            rows=tuple(rows),
            notes=self._notes(),
            key=self.key,
            total=None if self.overlapping or len(rows) < 2 else total,  # noqa: PLR2004
        )

    def _columns(self, metrics: Sequence[str]) -> tuple[Column, ...]:
        return (
            self.head,
            *(() if self.one_post else (_POSTS,)),
            *_HOW_MANY,
            *map(metric_column, metrics),
            _INTERACTIONS,
            *((RATE,) if self.one_channel else ()),
        )

    def _row(self, label: Value, sums: Tally) -> tuple[Value, ...]:
        return (
            label,
            *(() if self.one_post else (sums.posts,)),
            sums.outings,
            sums.counted,
            *sums.values.values(),
            sums.interactions,
            *((sums.rate,) if self.one_channel else ()),
        )

    def _notes(self) -> tuple[Sentence, ...]:
        notes = (self.overlapping,) if self.overlapping else ()
        return (*notes, RATE_NOTE) if self.one_channel else notes


def breakdowns(material: Material) -> tuple[Section, ...]:
    """A section each, and the list of all publications."""
    posts, *others = (each.section(material) for each in _BREAKDOWNS)
    return (posts, *others, publications(material))


def publications(material: Material) -> Section:
    """Every publication by itself: where it is, how punctual it was, what was counted when."""
    metrics = told_metrics(material.lives)
    table = Table(
        title=_PUBLICATIONS,
        columns=(
            _POST,
            _CHANNEL,
            Column("published", Sentence("Erschienen", "Published")),
            *map(metric_column, metrics),
            _INTERACTIONS,
            Column("followers", Sentence("Abonnierende", "Followers"), numeric=True),
            RATE,
            Column("counted", Sentence("Gezählt am", "Counted on")),
            Column("url", Sentence("Adresse", "Address")),
        ),
        rows=tuple(_publication(live, metrics, material) for live in material.lives),
        notes=(RATE_NOTE,),
        key="publications",
    )
    return Section("publications", _PUBLICATIONS, table=table)


def _publication(live: Live, metrics: Sequence[str], material: Material) -> tuple[Value, ...]:
    counted = live.counted_at
    return (
        live.outing.post,
        live.outing.channel,
        material.day(live.published_at),
        *map(live.values.get, metrics),
        live.interactions,
        live.followers,
        rate([live]),
        None if counted is None else material.day(counted),
        live.outing.url,
    )


_TOTAL = Sentence("Insgesamt", "Total")
_POST = Column("post", Sentence("Beitrag", "Post"))
_CHANNEL = Column("channel", Sentence("Kanal", "Channel"))
_POSTS = Column("posts", Sentence("Beiträge", "Posts"), numeric=True)
_HOW_MANY = (
    Column("publications", Sentence("Erschienen", "Published"), numeric=True),
    Column("with_figures", Sentence("davon gezählt", "of these counted"), numeric=True),
)
_INTERACTIONS = Column(INTERACTIONS, Sentence("Interaktionen", "Interactions"), numeric=True)
_PUBLICATIONS = Sentence("Jede Veröffentlichung", "Every publication")
_THOUSAND = in_both(1000)
RATE = Column(
    "interactions_per_1000_followers_at_publication",
    Sentence(
        f"Interaktionen je {_THOUSAND.de} Abonnierende bei Veröffentlichung",
        f"Interactions per {_THOUSAND.en} followers at publication",
    ),
    numeric=True,
)
RATE_NOTE = Sentence(
    "Abonnierende bei Veröffentlichung: die Zählung, die dem Erscheinen am nächsten liegt, "
    "höchstens zwei Tage davor oder danach. Fehlt sie, steht ein Strich. Die Zeile eines Kanals "
    "ist der Durchschnitt seiner Veröffentlichungen, zu denen beides bekannt ist.",
    "Followers at publication: the count nearest to the publication, at most two days before or "
    "after it. Where there is none, a dash stands. A channel's row is the average over those of "
    "its publications of which both are known.",
)
_BREAKDOWNS = (
    Breakdown(
        "posts",
        Sentence("Je Beitrag", "Per post"),
        _POST,
        lambda live: [live.outing.post],
        one_post=True,
    ),
    Breakdown(
        "channels",
        Sentence("Je Kanal", "Per channel"),
        _CHANNEL,
        lambda live: [live.outing.channel],
        one_channel=True,
    ),
    Breakdown(
        "regions",
        Sentence("Je Region", "Per region"),
        Column("region", Sentence("Region", "Region")),
        lambda live: live.outing.regions,
        without=Sentence("ohne Region", "no region"),
        overlapping=Sentence(
            "Ein Beitrag für mehrere Regionen zählt in jeder dieser Zeilen. "
            "Darum gibt es hier keine Summe.",
            "A post for several regions counts in each of their rows. So there is no total here.",
        ),
    ),
    Breakdown(
        "topics",
        Sentence("Je Thema", "Per topic"),
        Column("topic", Sentence("Thema", "Topic")),
        lambda live: live.outing.topics,
        without=Sentence("ohne Thema", "no topic"),
        overlapping=Sentence(
            "Ein Beitrag zu mehreren Themen zählt in jeder dieser Zeilen. "
            "Darum gibt es hier keine Summe.",
            "A post on several topics counts in each of their rows. So there is no total here.",
        ),
    ),
    Breakdown(
        "languages",
        Sentence("Je Sprache", "Per language"),
        Column("language", Sentence("Sprache", "Language")),
        lambda live: [live.outing.lang],
        label=language_name,
    ),
)
