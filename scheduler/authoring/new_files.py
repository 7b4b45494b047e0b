# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first text of a new campaign and of a new series, with comments that explain it."""

from __future__ import annotations

from collections.abc import Iterator

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


def series_yaml(
    name: str, event: str, channels: tuple[str, ...], language: Language, campaign: str | None
) -> str:
    """A list of posts around `event`, a title: announcement, reminder, report."""
    return _file(_series_lines(name, event, channels, language, campaign))


def _series_lines(
    name: str, event: str, channels: tuple[str, ...], language: Language, campaign: str | None
) -> Iterator[str]:
    yield f"# {_SERIES.in_language(language)}"
    yield "defaults:"
    if campaign:
        yield f"  campaign: {scalar(campaign)}"
    yield f"  status: draft    # {_RELEASE.in_language(language)}"
    if channels:
        yield f"  channels: {words(channels)}"
    yield f"  lang: {language}"
    yield "posts:"
    for key, sentence in _STEPS.items():
        yield f"  - id: {scalar(f'{name}-{key}')}"
        yield f"    # publish_at: 2027-03-08 09:30    # {_TIME.in_language(language)}"
        yield "    text: |"
        yield f"      {sentence.in_language(language)}: {' '.join(event.split())}"


def _file(lines: Iterator[str] | list[str]) -> str:
    return "\n".join(lines) + "\n"


_SHARED = Sentence(
    "Was alle Beiträge der Kampagne gemeinsam haben. Ein Beitrag kann alles davon überschreiben.",
    "What all posts of the campaign share. A post can override each of these.",
)
_GOALS = Sentence("Ziele, an denen der Bericht misst:", "Goals that the report measures against:")
_SERIES = Sentence(
    "Mehrere Beiträge zu einem Ereignis. Was unter defaults steht, gilt für alle.",
    "Several posts about one event. What stands below defaults holds for all.",
)
_RELEASE = Sentence("ready gibt alle frei", "ready releases all")
_TIME = Sentence("Ortszeit", "local time")
_STEPS = {
    "announcement": Sentence("Bald ist es so weit", "Coming soon"),
    "reminder": Sentence("Nicht vergessen", "Do not miss it"),
    "report": Sentence("So war es", "How it was"),
}
