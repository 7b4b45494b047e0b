# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds plugins: built-in ones by walking their folder, third-party ones by entry point.

A plugin module carries one registration object under a fixed name (`PLATFORM`, `DIALECT`,
`RULE`, `REPORT`). Adding a built-in is adding a file; nothing else names it.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scheduler.model.errors import UsageError
from scheduler.model.platform import PlatformKind
from scheduler.model.sentence import Sentence


@cache
def platforms() -> Mapping[str, PlatformKind]:
    """All platform kinds by name."""
    return _collect("scheduler.platforms", "PLATFORM", "litfass.platforms")


def platform(name: str) -> PlatformKind:
    """The kind called `name`; raises UsageError with the nearest names."""
    kinds = platforms()
    if name not in kinds:
        raise UsageError(_unknown(name, kinds))
    return kinds[name]


def single_platform(name: str) -> PlatformKind:
    """The kind called `name` without importing the others; raises UsageError like `platform`."""
    root = importlib.import_module("scheduler.platforms")
    for module in _modules_called(name, list(root.__path__), "scheduler.platforms."):
        kind = getattr(importlib.import_module(module), "PLATFORM", None)
        if isinstance(kind, PlatformKind) and kind.name == name:
            return kind
    return platform(name)


@cache
def dialects() -> Mapping[str, Any]:
    """The simulator's dialects by platform name."""
    return _collect("scheduler.simulator.dialects", "DIALECT", "litfass.dialects")


@cache
def rules() -> Mapping[str, Any]:
    """The lint rules by id."""
    return _collect("scheduler.authoring.rules", "RULE", "litfass.rules")


@cache
def reports() -> Mapping[str, Any]:
    """The reports by name."""
    return _collect("scheduler.reports", "REPORT", "litfass.reports")


def _collect(package: str, attribute: str, group: str) -> Mapping[str, Any]:
    found = list(_built_in(package, attribute))
    found += [point.load() for point in entry_points(group=group)]
    return MappingProxyType({plugin.name: plugin for plugin in sorted(found, key=_name)})


def _name(plugin: Any) -> str:  # noqa: ANN401 - plugins of four kinds share nothing but a name
    return str(plugin.name)


def _built_in(package: str, attribute: str) -> Iterator[Any]:
    root = importlib.import_module(package)
    for info in pkgutil.walk_packages(root.__path__, prefix=f"{package}."):
        module = importlib.import_module(info.name)
        if hasattr(module, attribute):
            yield getattr(module, attribute)


def _modules_called(name: str, folders: list[str], prefix: str) -> Iterator[str]:
    """Modules whose last name is `name`, in `folders` and below; nothing is imported."""
    for info in pkgutil.iter_modules(folders, prefix):
        own = info.name.rpartition(".")[2]
        if own == name:
            yield info.name
        elif info.ispkg:
            inner = [str(Path(folder) / own) for folder in folders]
            yield from _modules_called(name, inner, f"{info.name}.")


def _unknown(name: str, kinds: Mapping[str, Any]) -> Sentence:
    near = difflib.get_close_matches(name, kinds, n=1)
    known = ", ".join(kinds)
    de = f"Die Plattform „{name}“ ist unbekannt."
    en = f"The platform “{name}” is unknown."
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    return Sentence(f"{de} Bekannt sind: {known}.", f"{en} Known are: {known}.")
