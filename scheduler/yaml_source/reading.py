# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""YAML text → tree: every scalar stays text, and nothing that YAML would lose is lost unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from scheduler.model.finding import Finding
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source.building import Builder, Stop
from scheduler.yaml_source.decoding import MOST_BYTES, decode
from scheduler.yaml_source.findings import WRONG, fault
from scheduler.yaml_source.syntax import blank_value, explain, split_lines
from scheduler.yaml_source.tree import Node

# libyaml reads some ten times faster; a Python built without it reads the same.
_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MOST_REPAIRS = 20


@dataclass(frozen=True, slots=True)
class Source:
    """What reading a file gave: its tree (None where nothing could be read) and its faults."""

    name: str
    root: Node | None
    findings: tuple[Finding, ...] = ()


def read_yaml(content: bytes, name: str, *, loader: type = _LOADER) -> Source:
    """The tree of `content`; `name` is what its places call the file. Never raises."""
    text, findings = decode(content, name)
    if text is None:
        return Source(name, None, tuple(findings))
    root, faults = _read_on(split_lines(text), name, loader)
    findings += faults
    if root is None and not findings:
        findings.append(_empty(name))
    return Source(name, root, tuple(sorted(findings, key=_position)))


def read_file(path: Path, name: str) -> Source:
    """The tree of the file at `path`; a file that cannot be opened is a finding."""
    try:
        content = content_of(path)
    except OSError as error:
        return Source(name, None, (_unreadable(name, error),))
    return read_yaml(content, name)


def content_of(path: Path) -> bytes:
    """The bytes of the file at `path`: of one that is too large only enough to see that."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _read_on(lines: list[str], name: str, loader: type) -> tuple[Node | None, list[Finding]]:
    """Read; at a syntax fault take the value out and read again, so that all faults are told."""
    stumbles: list[Finding] = []
    damaged: set[int] = set()
    while True:
        builder = Builder("\n".join(lines), name, frozenset(damaged))
        try:
            for event in _events(builder.text, loader):
                builder.take(event)
        except Stop:
            return builder.root, [*stumbles, *builder.findings]
        except yaml.MarkedYAMLError as error:
            stumble = explain(error, lines, name)
        else:
            return builder.root, [*stumbles, *builder.findings]
        stumbles.append(stumble.finding)
        line = stumble.line
        is_stuck = line is None or line in damaged or len(damaged) >= MOST_REPAIRS
        if line is None or is_stuck or not blank_value(lines, line):
            return None, [*stumbles, *builder.findings]
        damaged.add(line)


def _events(text: str, loader: type) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=loader)


def _position(finding: Finding) -> tuple[int, int]:
    return finding.place.line, finding.place.column


def _empty(name: str) -> Finding:
    return fault(
        WRONG,
        Place(name),
        "In der Datei steht nichts.",
        "The file holds nothing.",
        Sentence(
            "Ergänzen Sie den Inhalt, oder löschen Sie die Datei.",
            "Add its content, or delete the file.",
        ),
    )


def _unreadable(name: str, error: OSError) -> Finding:
    if isinstance(error, FileNotFoundError):
        return fault(WRONG, Place(name), "Die Datei fehlt.", "The file is missing.")
    reason = error.strerror or type(error).__name__
    return fault(
        WRONG,
        Place(name),
        f"Die Datei lässt sich nicht öffnen ({reason}).",
        f"The file cannot be opened ({reason}).",
    )
