# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a records bundle is what was exported: files by manifest, manifest by audit log."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence
from scheduler.operations import audit_chain
from scheduler.operations.record_bundle import EXPORTED, FORMAT, MANIFEST
from scheduler.store.audit import BEGINNING, entries
from scheduler.store.database import Transaction

_LARGEST_MANIFEST = 64 * 1024 * 1024
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at a path: the SHA-256 of each file, names that occur twice, the manifest."""

    sums: Mapping[str, str]
    twice: tuple[str, ...]
    manifest: bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says; `head` is where the audit log stood."""

    case: str
    seq: int
    head: str
    files: Mapping[str, str]
    digest: str


def look(path: Path) -> Found:
    """Read the folder or ZIP at `path`; raises UsageError where there is none."""
    if path.is_dir():
        return _look_into_folder(path)
    if not path.is_file():
        raise UsageError(_nothing(path))
    try:
        with zipfile.ZipFile(path) as archive:
            return _look_into_zip(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise UsageError(_broken(path, str(error))) from error


def differences(connection: Transaction, found: Found) -> list[Sentence]:
    """A sentence for each difference; none means that all of it is as it was exported."""
    manifest = _read(found.manifest)
    if manifest is None:
        return [_NO_MANIFEST if not found.manifest else _UNREADABLE]
    return [*_in_files(found, manifest), *_in_log(connection, manifest)]


def _in_files(found: Found, manifest: Manifest) -> Iterator[Sentence]:
    present = {name: digest for name, digest in found.sums.items() if name != MANIFEST}
    for name in sorted(manifest.files.keys() | present.keys()):
        file = _shown(name)
        if name not in present:
            yield Sentence(f"{file} fehlt.", f"{file} is missing.")
        elif name not in manifest.files:
            yield Sentence(
                f"{file} kam hinzu; im Verzeichnis steht es nicht.",
                f"{file} was added; the manifest does not name it.",
            )
        elif present[name] != manifest.files[name]:
            yield Sentence(f"{file} wurde verändert.", f"{file} was changed.")
    for name in found.twice:
        file = _shown(name)
        yield Sentence(f"{file} ist zweimal enthalten.", f"{file} is contained twice.")


def _in_log(connection: Transaction, manifest: Manifest) -> Iterator[Sentence]:
    verdict = audit_chain.verify(connection)
    if verdict.problem is not None:
        de, en = verdict.problem.de, verdict.problem.en
        yield Sentence(
            f"Das Protokoll ist nicht unversehrt: {de}", f"The audit log is not sound: {en}"
        )
    head = BEGINNING if manifest.seq == 0 else None
    told = False
    for entry in entries(connection):
        if entry.seq == manifest.seq:
            head = entry.hash
        if entry.act == EXPORTED and entry.object == manifest.case:
            told = told or json.loads(entry.detail).get("manifest") == manifest.digest
    if head != manifest.head:
        yield _OTHER_CHAIN
    if not told:
        yield _no_entry(manifest)


def _look_into_folder(folder: Path) -> Found:
    sums, manifest = {}, b""
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_symlink() or not (file.is_dir() or file.is_file()):
            sums[name] = ""  # it leads elsewhere: nothing that was exported
        elif file.is_file():
            with file.open("rb") as opened:
                sums[name], start = _sum(opened, keep=name == MANIFEST)
            manifest = start or manifest
    return Found(sums, (), manifest)


def _look_into_zip(archive: zipfile.ZipFile) -> Found:
    names = [entry.filename for entry in archive.infolist()]
    twice = tuple(sorted(name for name, count in Counter(names).items() if count > 1))
    sums, manifest = {}, b""
    for entry in archive.infolist():
        try:
            with archive.open(entry) as opened:
                sums[entry.filename], start = _sum(opened, keep=entry.filename == MANIFEST)
        except zipfile.BadZipFile:
            # Its own check sum speaks against it, or its head does not fit: it was changed.
            sums[entry.filename], start = "", b""
        manifest = start or manifest
    return Found(sums, twice, manifest)


def _sum(opened: IO[bytes], *, keep: bool) -> tuple[str, bytes]:
    """SHA-256 of a file, and its bytes where they are to be kept (and not beyond all measure)."""
    digest, kept = hashlib.sha256(), b""
    while block := opened.read(_BLOCK):
        digest.update(block)
        if keep and len(kept) <= _LARGEST_MANIFEST:
            kept += block
    return digest.hexdigest(), kept


def _read(written: bytes) -> Manifest | None:
    """The manifest; None where it is none, whatever is wrong with it."""
    try:
        value = json.loads(written)
        if value["format"] != FORMAT:
            return None
        return Manifest(
            case=str(value["case"]),
            seq=int(value["audit"]["seq"]),
            head=str(value["audit"]["hash"]),
            files={str(name): str(each["sha256"]) for name, each in value["files"].items()},
            digest=hashlib.sha256(written).hexdigest(),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _shown(name: str) -> str:
    """A name as it can be printed: who forged it may have put anything into it."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in name
    )


def _no_entry(manifest: Manifest) -> Sentence:
    case = _shown(manifest.case)
    return Sentence(
        f"Im Protokoll dieser Datenbank steht kein Export zu {case} mit diesem "
        f"Verzeichnis ({manifest.digest[:12]}…): {MANIFEST} wurde verändert, oder die Akte stammt "
        "von anderswo.",
        f"The audit log of this database has no export for {case} with this manifest "
        f"({manifest.digest[:12]}…): {MANIFEST} was changed, or the records come from elsewhere.",
    )


def _nothing(path: Path) -> Sentence:
    return Sentence(
        f"{path} gibt es nicht. Nennen Sie den Ordner oder die ZIP-Datei einer Akte.",
        f"{path} does not exist. Name the folder or ZIP file of a records bundle.",
    )


def _broken(path: Path, error: str) -> Sentence:
    return Sentence(
        f"{path} lässt sich nicht als ZIP-Datei lesen ({error}).",
        f"{path} cannot be read as a ZIP file ({error}).",
    )


_NO_MANIFEST = Sentence(f"{MANIFEST} fehlt.", f"{MANIFEST} is missing.")
_UNREADABLE = Sentence(
    f"{MANIFEST} ist kein Verzeichnis einer Akte, oder es wurde verändert.",
    f"{MANIFEST} is no manifest of records, or it was changed.",
)
_OTHER_CHAIN = Sentence(
    "Das Protokoll dieser Datenbank ist ein anderes als das, auf das sich die Akte beruft.",
    "The audit log of this database is another one than that which the records refer to.",
)
