# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first text of a new campaign and of a new series, with comments that explain it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.authoring.draft_file import scalar, words
from scheduler.model.sentence import Language, Sentence


def campaign_yaml(
    title: str, timezone: str, channels: tuple[str, ...], language: Language, schema: str
) -> str:
    """The file of a campaign; its id is the file's name."""
    return _file(
        [
            f"# yaml-language-server: $schema={schema}",
            f"# {_SHARED.in_language(language)}",
            f"title: {scalar(title)}",
            f"timezone: {scalar(timezone)}",
            f"channels: {words(channels)}",
            f"lang: {language}",
            f"# {_GOALS.in_language(language)}",
            "# goals:",
            "#   - {id: trainings, metric: trainings_held, level: output, target: 40}",
        ]
    )


@dataclass(frozen=True, slots=True)
class NewSeries:
    """What is asked of a new series: its event, and where its posts go."""

    title: str
    starts_at: str
    place: str = ""
    channels: tuple[str, ...] = ()
    campaign: str | None = None


def series_yaml(series: NewSeries, language: Language, schema: str) -> str:
    """An event with steps around it: announcement, last call, reminder, thanks."""
    return _file(_series_lines(series, language, schema))


def _series_lines(series: NewSeries, language: Language, schema: str) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={schema}"
    for said in _SERIES:
        yield f"# {said.in_language(language)}"
    yield "event:"
    yield f"  title: {scalar(series.title)}"
    yield f"  starts_at: {scalar(series.starts_at)}    # {_TIME.in_language(language)}"
    yield f"  place: {scalar(series.place)}" if series.place else "  # place: Kassel"
    yield f"  status: planned    # {_STATUS.in_language(language)}"
    yield "defaults:"
    if series.campaign:
        yield f"  campaign: {scalar(series.campaign)}"
    yield f"  status: draft    # {_RELEASE.in_language(language)}"
    if series.channels:
        yield f"  channels: {words(series.channels)}"
    yield f"  lang: {language}"
    yield "steps:"
    for step in _STEPS:
        yield f"  - id: {step.id}"
        yield f"    offset: {step.offset}    # {step.said.in_language(language)}"
        yield '    at: "10:00"'
        yield f"    shift: {step.shift}"
        if step.skip_if:
            yield f"    skip_if: {step.skip_if}"
        yield "    text: |"
        yield f"      {step.text.in_language(language)}"


def _file(lines: Iterator[str] | list[str]) -> str:
    return "\n".join(lines) + "\n"


_SHARED = Sentence(
    "Was alle Beiträge der Kampagne gemeinsam haben. Ein Beitrag kann alles davon überschreiben.",
    "What all posts of the campaign share. A post can override each of these.",
)
_GOALS = Sentence("Ziele, an denen der Bericht misst:", "Goals that the report measures against:")
_SERIES = (
    Sentence(
        "Mehrere Beiträge zu einer Veranstaltung; ihre Termine werden von starts_at aus gezählt.",
        "Several posts about one event; their times are counted from starts_at.",
    ),
    Sentence(
        "Ändert sich starts_at oder status, wandern die Beiträge mit; was erschienen ist, bleibt.",
        "When starts_at or status changes, the posts move along; what is out stays out.",
    ),
)
_STATUS = Sentence("planned, full, moved, cancelled", "planned, full, moved, cancelled")
_RELEASE = Sentence("ready gibt alle frei", "ready releases all")
_TIME = Sentence("Ortszeit", "local time")


@dataclass(frozen=True, slots=True)
class _Step:
    """One post of a new series, `offset` from the event."""

    id: str
    offset: str
    shift: str
    said: Sentence
    text: Sentence
    skip_if: str = ""


_STEPS = (
    _Step(
        "announcement",
        "-21d",
        "previous_workday",
        Sentence("drei Wochen vorher", "three weeks before"),
        Sentence(
            "{{ event.title }}: am {{ event.date }}. Merken Sie sich den Termin.",
            "{{ event.title }}: on {{ event.date }}. Save the date.",
        ),
    ),
    _Step(
        "last-call",
        "-3d",
        "previous_workday",
        Sentence("drei Tage vorher", "three days before"),
        Sentence(
            "{{ event.title }}: Es sind noch Plätze frei.",
            "{{ event.title }}: there are places left.",
        ),
        "full",
    ),
    _Step(
        "thanks",
        "+1d",
        "next_workday",
        Sentence("danach", "afterwards"),
        Sentence("Danke für Ihr Kommen.", "Thank you for coming."),
    ),
)
