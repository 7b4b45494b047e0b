# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds the files of posts/: all *.yaml but names that begin with `_`, nothing from outside."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from scheduler.authoring.surroundings import Surroundings
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source.findings import WRONG, fault

_SUFFIX = ".yaml"
_NEARLY = ".yml"


class Walk:
    """One look through the folder; `findings` say what was left out and why.

    `is_complete` turns False where a folder could not be read.
    """

    def __init__(self, root: Path, around: Surroundings) -> None:
        """Look through `root`, naming files as `around` does."""
        self.findings: list[Finding] = []
        self.is_complete = True
        self._root = root
        self._around = around

    def files(self) -> Iterator[Path]:
        """The files of posts, in the order of their paths."""
        yield from self._below(self._root)

    def files_in(self, name: str) -> list[Path]:
        """The YAML files right in the folder `name`, if there is one."""
        folder = self._root / name
        if _mode(folder) is None:
            return []
        return [path for path in self._below(folder) if path.parent == folder]

    def _below(self, folder: Path) -> Iterator[Path]:
        for entry in self._entries(folder):
            path = folder / entry.name
            if entry.name.startswith(("_", ".")):
                continue
            if entry.is_symlink() and not self._may_follow(path):
                continue
            mode = _mode(path)
            if mode is not None and stat.S_ISDIR(mode):
                yield from self._below(path)
            elif entry.name.endswith(_SUFFIX) and (mode is None or stat.S_ISREG(mode)):
                yield path
            elif entry.name.endswith(_NEARLY):
                self.findings.append(_misnamed(self._place(path)))

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.is_complete = False
            self.findings.append(_unreadable(self._place(folder), error))
            return []

    def _may_follow(self, link: Path) -> bool:
        """Links stay inside the folder, and lead to files: a folder could hold itself."""
        target = Path(os.path.realpath(link))
        mode = _mode(target)
        is_folder = mode is not None and stat.S_ISDIR(mode)
        if not is_folder and target.is_relative_to(os.path.realpath(self._root)):
            return True
        if is_folder or link.suffix == _SUFFIX:
            self.findings.append(_leads_away(self._place(link)))
        return False

    def _place(self, path: Path) -> Place:
        return Place(self._around.name_of(path))


def _mode(path: Path) -> int | None:
    """What stands at `path`; None where it cannot be seen, of which reading it will tell."""
    try:
        return path.stat().st_mode
    except OSError:
        return None


def _leads_away(place: Place) -> Finding:
    return fault(
        WRONG,
        place,
        "Diese Verknüpfung führt aus dem Ordner der Beiträge oder auf einen Ordner; sie wird "
        "nicht gelesen.",
        "This link leads out of the folder of posts or to a folder; it is not read.",
        Sentence("Legen Sie die Datei selbst in den Ordner.", "Put the file itself there."),
    )


def _misnamed(place: Place) -> Finding:
    return Finding(
        WRONG,
        Severity.WARNING,
        place,
        Sentence(
            "Die Datei endet auf .yml und wird deshalb nicht gelesen.",
            "The file ends in .yml and is therefore not read.",
        ),
        Sentence("Benennen Sie sie um, so dass sie auf .yaml endet.", "Rename it to .yaml."),
    )


def _unreadable(place: Place, error: OSError) -> Finding:
    reason = error.strerror or type(error).__name__
    return fault(
        WRONG,
        place,
        f"Der Ordner lässt sich nicht lesen ({reason}).",
        f"The folder cannot be read ({reason}).",
    )
