# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a YAML file holds: a tree in which every scalar is text and knows its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.model.sentence import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written. `is_missing`: nothing stands there, not even quotes.

    A `is_damaged` scalar is what is left of a value with a reported fault; its text is empty.
    """

    text: str
    place: Place
    end: Place
    is_missing: bool = False
    is_damaged: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `end` is the place just behind it."""

    items: tuple[Node, ...]
    place: Place
    end: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value`."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping, its keys unique and in the order of the file."""

    entries: tuple[Entry, ...]
    place: Place
    end: Place
    _by_key: Mapping[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A file of one megabyte has room for 100,000 keys: too many to search one by one.
        object.__setattr__(self, "_by_key", {entry.key.text: entry for entry in self.entries})

    def entry(self, key: str) -> Entry | None:
        """The entry of `key`, None if the section has none."""
        return self._by_key.get(key)

    def get(self, key: str) -> Node | None:
        """The value of `key`, None if the section has none."""
        found = self._by_key.get(key)
        return found.value if found else None

    def __iter__(self) -> Iterator[Entry]:
        """The entries in order."""
        return iter(self.entries)


Node = Scalar | Items | Section


def place_at(node: Node, path: Sequence[str | int]) -> Place:
    """Where the value at `path` stands; pydantic's own steps are passed over."""
    for step in path:
        node = _step(node, step) or node
    return node.place


def covers(node: Node, place: Place) -> bool:
    """Whether `place` lies within `node`."""
    start = (node.place.line, node.place.column)
    return start <= (place.line, place.column) < (node.end.line, node.end.column)


def _step(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Section) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None
