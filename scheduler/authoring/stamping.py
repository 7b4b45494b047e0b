# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes `source_hash` into a file's variants and touches nothing else: not a comment, not a space.

The file is not written anew from what was read of it; a few characters are put into its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.model.sentence import Place
from scheduler.yaml_source import Entry, Items, Node, Scalar, Section, read_yaml

KEY = "source_hash"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The hash that the variant whose key stands at `place` is to carry."""

    place: Place
    hash: str


def stamped(content: bytes, name: str, stamps: Iterable[Stamp]) -> bytes:
    """`content` of the file called `name`, with all `stamps`; one without its variant is left out.

    Raises UnicodeDecodeError for a file that is no UTF-8; such a file gave no variants.
    """
    root = read_yaml(content, name).root
    lines = content.decode().split("\n")
    found = {entry.key.place: entry for entry in _entries(root)}
    # From the end of the file to its beginning, so that places stay true.
    for stamp in sorted(stamps, key=lambda one: (one.place.line, one.place.column), reverse=True):
        entry = found.get(stamp.place)
        if entry is not None and isinstance(entry.value, Section) and entry.value.entries:
            _put(lines, entry.value, stamp.hash)
    return "\n".join(lines).encode()


def _put(lines: list[str], variant: Section, value: str) -> None:
    known = variant.get(KEY)
    if isinstance(known, Scalar):
        _replace(lines, known, value)
        return
    first = variant.entries[0].key.place
    row, column = first.line - 1, first.column - 1
    if (variant.place.line, variant.place.column) != (first.line, first.column):
        # In braces: {text: …}
        lines[row] = f"{lines[row][:column]}{KEY}: {value}, {lines[row][column:]}"
        return
    ending = "\r" if lines[row].endswith("\r") else ""
    lines.insert(row, f"{' ' * column}{KEY}: {value}{ending}")


def _replace(lines: list[str], known: Scalar, value: str) -> None:
    row, start = known.place.line - 1, known.place.column - 1
    if known.is_missing:
        lines[row] = f"{lines[row][:start].rstrip()} {value}{lines[row][start:]}"
        return
    end = known.end.column - 1 if known.end.line == known.place.line else len(lines[row])
    lines[row] = f"{lines[row][:start]}{value}{lines[row][end:]}"


def _entries(node: Node | None) -> Iterator[Entry]:
    """Every entry of the tree."""
    if isinstance(node, Items):
        for item in node.items:
            yield from _entries(item)
    elif isinstance(node, Section):
        for entry in node:
            yield entry
            yield from _entries(entry.value)
