# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parser events → tree, one event at a time; what the format refuses becomes a finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import yaml

from scheduler.model.finding import Finding
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source import lost_text
from scheduler.yaml_source.decoding import without_forbidden
from scheduler.yaml_source.findings import LOST, fault
from scheduler.yaml_source.tree import Entry, Items, Node, Scalar, Section

DEEPEST = 30
MOST_FAULTS = 1000
# What YAML reads as no value at all; a post that said "~" in public would be an accident.
_NOTHING = frozenset({"", "~", "null"})
_SMART_QUOTES = "“”„‟‘’‚‛«»"  # noqa: RUF001 - exactly these are meant
_USE_BLOCK = Sentence(
    'Schreiben Sie `text: |` und den Text eingerückt darunter, oder setzen Sie ihn in "…".',
    'Write `text: |` and the text indented below it, or put it in "…".',
)


class Stop(Exception):
    """There is no reading on; the finding is already noted."""


@dataclass(slots=True)
class _Frame:
    """A list or section that is not complete yet."""

    start: yaml.Mark
    is_section: bool
    is_flow: bool
    is_damaged: bool = False
    nodes: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    key: Node | None = None
    lines: dict[str, int] = field(default_factory=dict)


class Builder:
    """Takes events in order; `root` and `findings` are what came of them."""

    def __init__(self, text: str, name: str, damaged: frozenset[int]) -> None:
        """Read `text`, called `name`; on `damaged` lines (from 0) `''` is no value."""
        self.text = text
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self._name = name
        self._damaged = damaged
        self._open: list[_Frame] = []
        self._documents = 0
        self._before = 0  # where the event before this one ends

    def take(self, event: yaml.Event) -> None:
        """Put `event` into the tree; raises Stop where nothing behind it can be read."""
        if isinstance(event, yaml.NodeEvent):
            self._take_node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(event)
        self._before = _end(event).index
        if len(self.findings) > MOST_FAULTS:
            self._give_up(event)

    def _give_up(self, event: yaml.Event) -> None:
        """What stands behind cannot be vouched for, so nothing of the file is used."""
        self._fault(
            _start(event),
            "Bis hierher sind es zu viele Fehler; der Rest der Datei wird nicht gelesen.",
            "There are too many faults up to here; the rest of the file is not read.",
        )
        self.root = None
        raise Stop

    def _take_node(self, event: yaml.NodeEvent) -> None:
        self._refuse_cleverness(event)
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        else:
            place = self._place(_start(event))
            self._add(Scalar("", place, self._place(_end(event)), is_damaged=True))

    def _begin_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._fault(
                _start(event),
                "Mit --- beginnt ein zweites Dokument; eine Datei darf nur eines enthalten.",
                "A second document begins with ---; a file may hold only one.",
                Sentence(
                    "Schreiben Sie mehrere Beiträge als Liste unter posts:.",
                    "Write several posts as a list under posts:.",
                ),
            )
            raise Stop

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._open) >= DEEPEST:
            self._fault(
                _start(event),
                "Hier ist zu tief verschachtelt.",
                "This is nested too deeply.",
            )
            self.root = None
            raise Stop
        is_section = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Frame(_start(event), is_section, bool(event.flow_style)))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        frame = self._open.pop()
        if frame.is_flow:
            index = lost_text.behind(self.text, _end(event).index)
            if index is not None:
                self._lost(index)
        place, end = self._place(frame.start), self._place(_end(event))
        if frame.is_damaged:
            self._add(Scalar("", place, end, is_damaged=True))
        elif frame.is_section:
            self._add(Section(tuple(frame.entries), place, end))
        else:
            self._add(Items(tuple(frame.nodes), place, end))

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
        elif not self._open[-1].is_section:
            self._open[-1].nodes.append(node)
        elif self._open[-1].key is None:
            self._open[-1].key = node
        else:
            self._add_entry(self._open[-1], node)

    def _add_entry(self, frame: _Frame, value: Node) -> None:
        key, frame.key = frame.key, None
        if not isinstance(key, Scalar):
            frame.is_damaged = True
            if key is not None:
                self.findings.append(_no_key(key.place))
        elif key.text in frame.lines:
            self.findings.append(_double(key, frame.lines[key.text]))
        elif not key.is_damaged:
            frame.lines[key.text] = key.place.line
            frame.entries.append(Entry(key, value))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        place = self._place(_start(event))
        is_plain = not event.style
        is_lost = self._tell_lost(event)
        is_emptied = event.style == "'" and _start(event).line in self._damaged
        is_damaged = not event.value and (is_emptied or (is_plain and is_lost))
        if is_plain:
            self._tell_smart_quotes(event)
        text, forbidden = without_forbidden(event.value, place)
        self.findings += forbidden
        is_missing = is_plain and text in _NOTHING and not is_damaged
        return Scalar(text, place, self._place(_end(event)), is_missing, is_damaged)

    def _tell_lost(self, event: yaml.ScalarEvent) -> bool:
        """Tell of hashtags around the value; whether there are any."""
        start, end = _start(event).index, _end(event).index
        if event.style in {"|", ">"}:
            found: list[int | None] = [
                lost_text.in_header(self.text, start),
                lost_text.after_block(self.text, end),
            ]
        else:
            found = [lost_text.behind(self.text, end)]
            column = self._column()
            if not event.style and found == [None] and column is not None:
                found = [lost_text.below(self.text, end, column)]
        if self._is_value():
            found.append(lost_text.above(self.text, self._before, start))
        lost = [index for index in found if index is not None]
        for index in lost:
            self._lost(index)
        return bool(lost)

    def _is_value(self) -> bool:
        """Whether what comes now is the value of a key, or an item of a list."""
        frame = self._open[-1] if self._open else None
        return frame is not None and (not frame.is_section or frame.key is not None)

    def _column(self) -> int | None:
        """Where the lines of the section or list begin that a value stands in, if on lines."""
        frame = self._open[-1] if self._open else None
        if frame is None or frame.is_flow or (frame.is_section and frame.key is None):
            return None
        return frame.start.column

    def _lost(self, index: int) -> None:
        line_start = self.text.rfind("\n", 0, index) + 1
        place = Place(self._name, self.text.count("\n", 0, index) + 1, index - line_start + 1)
        de, en = "Text nach # geht verloren.", "Text after # is lost."
        self.findings.append(fault(LOST, place, de, en, _USE_BLOCK))

    def _tell_smart_quotes(self, event: yaml.ScalarEvent) -> None:
        value = event.value
        if len(value) > 1 and value[0] in _SMART_QUOTES and value[-1] in _SMART_QUOTES:
            if any(quote in value[1:-1] for quote in _SMART_QUOTES):
                return
            self._fault(
                _start(event),
                "Um den Wert stehen typografische Anführungszeichen; sie würden zum Text gehören.",
                "Typographic quotes stand around the value; they would be part of the text.",
                Sentence(
                    'Nehmen Sie gerade Anführungszeichen "…"; gehören sie zum Text, schreiben '
                    "Sie ihn unter `text: |`.",
                    'Use straight quotes "…"; if they belong to the text, write it below '
                    "`text: |`.",
                ),
            )

    def _refuse_cleverness(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "*", "Verweise", "aliases")
        elif event.anchor is not None:
            self._refuse(event, "&", "Anker", "anchors")
        elif getattr(event, "tag", None) is not None:
            self._refuse(event, "!", "Typangaben", "tags")

    def _refuse(self, event: yaml.NodeEvent, sign: str, de: str, en: str) -> None:
        self._fault(
            _start(event),
            f"Ein Wert, der mit {sign} beginnt, ist in YAML etwas Besonderes ({de}); das ist "
            "hier nicht erlaubt.",
            f"A value that begins with {sign} is something special in YAML ({en}), which is not "
            "allowed here.",
            _USE_BLOCK,
        )

    def _fault(self, mark: yaml.Mark, de: str, en: str, suggestion: Sentence | None = None) -> None:
        self.findings.append(fault(LOST, self._place(mark), de, en, suggestion))

    def _place(self, mark: yaml.Mark) -> Place:
        return Place(self._name, mark.line + 1, mark.column + 1)


def _double(key: Scalar, first: int) -> Finding:
    line = key.place.line
    return fault(
        LOST,
        key.place,
        f"„{key.text}“ steht zweimal da: in Zeile {first} und in Zeile {line}.",
        f"“{key.text}” is there twice: in line {first} and in line {line}.",
        Sentence("Löschen Sie eine der beiden.", "Delete one of the two."),
    )


def _no_key(place: Place) -> Finding:
    return fault(
        LOST,
        place,
        "Vor dem Doppelpunkt muss ein einfaches Wort stehen; ein Wert mit {{ … }} braucht "
        "Anführungszeichen.",
        "A plain word must stand before the colon; a value with {{ … }} needs quotes.",
        _USE_BLOCK,
    )


def _start(event: yaml.Event) -> yaml.Mark:
    return cast("yaml.Mark", event.start_mark)  # every parsed event has its marks


def _end(event: yaml.Event) -> yaml.Mark:
    return cast("yaml.Mark", event.end_mark)
