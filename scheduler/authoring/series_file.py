# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file of posts/_series → one post for each of its steps.

A step is read as the post that it stands for: its own keys, the file's `defaults`, and what
follows from the event. Everything that posts may say, a step may say.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scheduler.authoring import series_complaints as said
from scheduler.authoring.event import Event, event_of, event_values
from scheduler.authoring.field_types import ID_PATTERN
from scheduler.authoring.post_building import Raw, build_post
from scheduler.authoring.post_fields import PostBorder
from scheduler.authoring.queue_file import FileReading
from scheduler.authoring.series_fields import STEP_KEYS, SeriesBorder, StepBorder
from scheduler.authoring.step_time import publish_text
from scheduler.authoring.surroundings import Surroundings, sayable
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Post
from scheduler.model.sentence import Place
from scheduler.yaml_source import Entry, Items, Node, Scalar, Section, Source, covers
from scheduler.yaml_source.fitting import fit

_BESIDE = ("steps", "defaults")


@dataclass(frozen=True, slots=True)
class _Step:
    """A step as written: its own keys, those of its post, and the id it goes by."""

    section: Section
    fields: StepBorder
    id: str

    def place(self, key: str) -> Place:
        found = self.section.get(key)
        return found.place if found else self.section.place


def read_series(source: Source, file: Path, around: Surroundings) -> FileReading:
    """The posts of the series in `source`, which was read from `file`. Never raises."""
    if not isinstance(source.root, Section):
        wrong = [] if source.root is None else [said.no_series(source.root.place)]
        return FileReading(source.name, findings=(*source.findings, *wrong))
    return _SeriesReader(source, source.root, file, around).read()


class _SeriesReader:
    def __init__(self, source: Source, root: Section, file: Path, around: Surroundings) -> None:
        self._root = root
        self._file = file
        self._around = around
        self._name = source.name
        self._findings = list(source.findings)
        self._lang: str | None = None
        self._shared: tuple[Entry, ...] = ()

    def read(self) -> FileReading:
        head = fit(_without(self._root, _BESIDE), SeriesBorder, _BESIDE)
        self._findings += head.findings
        event = None if head.value is None else self._event(head.value)
        if event is None:
            return FileReading(self._name, findings=tuple(self._findings))
        self._shared = self._defaults()
        steps = list(self._steps())
        self._findings += _doubles(steps)
        general_fault = _blocks(self._findings)
        sound: list[Post] = []
        faulty: list[Post] = []
        for step in steps:
            post, is_sound = self._post(step, event)
            if post is not None:
                (sound if is_sound and not general_fault else faulty).append(post)
        findings = tuple(dict.fromkeys(self._findings))
        return FileReading(self._name, tuple(sound), tuple(faulty), findings)

    def _event(self, head: SeriesBorder) -> Event | None:
        stem = unicodedata.normalize("NFC", sayable(self._file.stem))
        if head.event.id is None and not re.fullmatch(ID_PATTERN, stem):
            self._findings.append(said.no_id(self._root.place))
        defaults = self._root.get("defaults")
        named = defaults.get("campaign") if isinstance(defaults, Section) else None
        name = named.text if isinstance(named, Scalar) else self._around.only_campaign
        campaign = self._around.campaigns.get(name or "")
        zone = (campaign.timezone if campaign else None) or self._around.timezone
        self._lang = campaign.lang if campaign else None
        node = self._root.get("event")
        return event_of(head.event, stem, zone, node or self._root, self._findings)

    def _steps(self) -> Iterator[_Step]:
        written = self._root.get("steps")
        items = written.items if isinstance(written, Items) else ()
        if not items:
            self._findings.append(said.no_steps(written.place if written else self._root.place))
        for item in items:
            if not isinstance(item, Section):
                self._findings.append(said.no_step(item.place))
                continue
            own = Section(_of_step(item, own=True), item.place, item.end)
            fitted = fit(own, StepBorder)
            self._findings += fitted.findings
            if fitted.value is not None:
                yield _Step(item, fitted.value, _step_id(item, fitted.value))

    def _post(self, step: _Step, event: Event) -> tuple[Post | None, bool]:
        findings: list[Finding] = []
        post_id = f"{event.id}.{step.id}"
        if not re.fullmatch(ID_PATTERN, post_id):
            findings.append(said.no_step_id(post_id, step.section.place))
        section = self._section(step, event, findings)
        fitted = fit(section, PostBorder)
        findings += fitted.findings
        post = None
        if fitted.value is not None:
            lang = fitted.value.lang or self._lang or "de"
            raw = Raw(
                self._file,
                section,
                fitted.value,
                post_id,
                event.id_from_file,
                event_values(event, lang),
            )
            post = build_post(raw, self._around, findings)
        name = post.id if post else None
        # A fault in the defaults is every step's, and told once.
        self._findings += [
            dataclasses.replace(one, post=name if covers(step.section, one.place) else None)
            for one in findings
        ]
        return post, not _blocks(findings)

    def _section(self, step: _Step, event: Event, findings: list[Finding]) -> Section:
        """The step as a post: what it says, what is derived, and the defaults below both."""
        own = _of_step(step.section, own=False)
        entries = {key: _entry(key, value) for key, value in _derived(event, step).items()}
        entries |= {entry.key.text: entry for entry in self._shared}
        entries |= {entry.key.text: entry for entry in own}
        written = self._written_time(step, event, findings)
        if written is not None:
            entries["publish_at"] = _entry("publish_at", written)
        if not event.wants(step.fields.skip_if, step.fields.only_if):
            entries["status"] = _entry("status", _scalar("cancelled", step.section.place))
        return Section(tuple(entries.values()), step.section.place, step.section.end)

    def _written_time(self, step: _Step, event: Event, findings: list[Finding]) -> Scalar | None:
        fields = step.fields
        if fields.offset is None:
            if step.section.get("publish_at") is None:
                findings.append(said.no_time(step.section.place))
            return None
        if step.section.get("publish_at") is not None:
            findings.append(said.two_times(step.place("publish_at")))
        text = publish_text(fields, event, self._around.is_holiday)
        if text is None:
            findings.append(said.hours_and_time(step.place("at")))
            return None
        return _scalar(text, step.place("offset"))

    def _defaults(self) -> tuple[Entry, ...]:
        defaults = self._root.get("defaults")
        if defaults is None or isinstance(defaults, Section):
            return defaults.entries if defaults else ()
        self._findings.append(said.no_step(defaults.place))
        return ()


def _derived(event: Event, step: _Step) -> Mapping[str, Node]:
    """What a step takes from its event unless it says otherwise; a series is meant to go out."""
    place = step.section.place
    derived: dict[str, Node] = {"status": _scalar("ready", place)}
    derived["timezone"] = _scalar(event.zone, place)
    if event.region is not None:
        derived["regions"] = Items((_scalar(event.region, place),), place, place)
    return derived


def _step_id(section: Section, fields: StepBorder) -> str:
    """As written, else offset and template: `t-28d-save-the-date`."""
    if fields.id is not None:
        return fields.id
    named = [section.get(key) for key in ("offset", "publish_at", "template")]
    words = [node.text for node in named if isinstance(node, Scalar)]
    return "t" + "-".join(re.sub(r"[^\w+-]+", "-", word.strip()) for word in words).replace("+", "")


def _doubles(steps: list[_Step]) -> list[Finding]:
    counts = Counter(step.id for step in steps)
    return [
        said.taken_step_id(step.id, step.section.place) for step in steps if counts[step.id] > 1
    ]


def _of_step(section: Section, *, own: bool) -> tuple[Entry, ...]:
    return tuple(entry for entry in section if (entry.key.text in STEP_KEYS) is own)


def _without(section: Section, keys: tuple[str, ...]) -> Section:
    kept = tuple(entry for entry in section if entry.key.text not in keys)
    return Section(kept, section.place, section.end)


def _scalar(text: str, place: Place) -> Scalar:
    return Scalar(text, place, place)


def _entry(key: str, value: Node) -> Entry:
    return Entry(_scalar(key, value.place), value)


def _blocks(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
