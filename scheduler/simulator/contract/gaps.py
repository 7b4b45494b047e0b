# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The places of a new platform that are not filled in yet: found by reading, not by running."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.model.platform import PlatformKind
from scheduler.model.unfinished import Unfinished
from scheduler.simulator.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Gap:
    """One place: where it is, what it is called, and what belongs there."""

    file: Path
    line: int
    thing: str
    todo: str

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}: {self.thing}: {self.todo}"


def gaps_of(kind: PlatformKind, dialect: Dialect) -> tuple[Gap, ...]:
    """Every `Unfinished(...)` in the modules of the adapter, then of its dialect, by line."""
    parts = (
        kind.settings, kind.measure, kind.compose, kind.open,
        dialect.blueprint, dialect.channel_settings, dialect.rate_limited,
        dialect.expired_token, dialect.rejected,
    )  # fmt: skip
    named = dict.fromkeys(str(getattr(part, "__module__", "")) for part in parts)
    files = (getattr(sys.modules.get(name), "__file__", None) for name in named)
    return tuple(gap for file in files if file for gap in gaps_in(Path(file)))


def gaps_in(file: Path) -> list[Gap]:
    """Those of one file, from top to bottom."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return sorted(_found(tree, file), key=lambda gap: gap.line)


def _found(tree: ast.Module, file: Path) -> Iterator[Gap]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == Unfinished.__name__:
            said = [str(each.value) for each in node.args if isinstance(each, ast.Constant)]
            thing, todo = [*said, "", ""][:2]
            yield Gap(file, node.lineno, thing, todo)
