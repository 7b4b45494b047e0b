# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds the files of posts/: all *.yaml but names that begin with `_`, nothing from outside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from scheduler.authoring.surroundings import Surroundings
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source.findings import WRONG, fault

_SUFFIX = ".yaml"
_HIDDEN = ("_", ".")
_NEARLY = (".yml", ".yaml", ".yaml.txt")


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
        if not os.path.lexists(folder):
            return []
        return [path for path in self._below(folder) if path.parent == folder]

    def _below(self, folder: Path) -> Iterator[Path]:
        for entry in self._entries(folder):
            path = folder / entry.name
            if entry.name.startswith(_HIDDEN):
                continue
            if entry.is_symlink():
                if self._may_follow(path):
                    yield path
            elif entry.is_dir():
                yield from self._below(path)
            elif entry.name.endswith(_SUFFIX) and entry.is_file():
                yield path
            elif entry.name.lower().endswith(_NEARLY):
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
        """Links lead to files of the folder that are not read anyway; folders hold themselves."""
        if link.suffix != _SUFFIX and not link.is_dir():
            return False
        root, target = os.path.realpath(self._root), os.path.realpath(link)
        if link.is_dir() or os.path.commonpath([root, target]) != root:
            self.findings.append(_leads_away(self._place(link)))
        elif not Path(target).is_file():
            self.findings.append(_leads_nowhere(self._place(link)))
        elif _is_read(Path(target).relative_to(root)):
            self.findings.append(_second_name(self._place(link)))
        else:
            return True
        return False

    def _place(self, path: Path) -> Place:
        return Place(self._around.name_of(path))


def _is_read(inside: Path) -> bool:
    return inside.suffix == _SUFFIX and not any(part.startswith(_HIDDEN) for part in inside.parts)


def _leads_away(place: Place) -> Finding:
    return fault(
        WRONG,
        place,
        "Diese Verknüpfung führt aus dem Ordner der Beiträge oder auf einen Ordner; sie wird "
        "nicht gelesen.",
        "This link leads out of the folder of posts or to a folder; it is not read.",
        Sentence("Legen Sie die Datei selbst in den Ordner.", "Put the file itself there."),
    )


def _leads_nowhere(place: Place) -> Finding:
    return fault(
        WRONG,
        place,
        "Diese Verknüpfung führt ins Leere.",
        "This link leads nowhere.",
        Sentence("Löschen oder berichtigen Sie sie.", "Delete or mend it."),
    )


def _second_name(place: Place) -> Finding:
    return fault(
        WRONG,
        place,
        "Diese Verknüpfung führt auf eine Datei, die schon gelesen wird; der Beitrag erschiene "
        "zweimal.",
        "This link leads to a file that is read already; the post would appear twice.",
        Sentence("Löschen Sie die Verknüpfung.", "Delete the link."),
    )


def _misnamed(place: Place) -> Finding:
    return Finding(
        WRONG,
        Severity.WARNING,
        place,
        Sentence(
            "Die Datei endet nicht auf .yaml und wird deshalb nicht gelesen.",
            "The file does not end in .yaml and is therefore not read.",
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
