# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A records bundle on disk, with a manifest that the audit log vouches for.

index.html                  all posts, for people
posts/POST/record.json      one post, for programs
media/SHA256.png            the very bytes that were sent
manifest.json               SHA-256 of each of them, and where the audit log stood
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence
from scheduler.operations.archive_file import write_archive
from scheduler.operations.records import Records
from scheduler.store import audit
from scheduler.store.audit import Act
from scheduler.store.database import Database
from scheduler.tables import iso

MANIFEST = "manifest.json"
PAGE = "index.html"
FORMAT = "litfass-records/1"
EXPORTED = "records.exported"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is written: the content by name; `manifest` is the SHA-256 of its manifest."""

    case: str
    content: Mapping[str, bytes | Path]
    manifest: str
    posts: int
    head: str


def bundle(records: Records, page: str) -> Bundle:
    """The files of `records` with their manifest."""
    content: dict[str, bytes | Path] = {PAGE: page.encode()}
    for post in records.posts:
        name = quote(str(post["post"]), safe="@")
        content[f"posts/{name}/record.json"] = as_json(post)
    content |= records.media
    manifest = as_json(_manifest(records, content))
    content[MANIFEST] = manifest
    seq, head = records.head
    return Bundle(
        records.request.case,
        content,
        hashlib.sha256(manifest).hexdigest(),
        len(records.posts),
        f"{seq}:{head}",
    )


def write_bundle(made: Bundle, target: Path, database: Database, actor: str, now: datetime) -> None:
    """Write `made` to a new folder or ZIP, and tell the audit log in whose name.

    The log is told before the bundle is there under its name: a bundle that the log does not
    know would look forged. Raises UsageError where something is there already.
    """
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise UsageError(_taken(target))
    act = Act(
        now,
        actor,
        EXPORTED,
        made.case,
        detail={"manifest": made.manifest, "posts": made.posts, "head": made.head},
    )
    write_archive(
        made.content,
        target,
        lambda: database.run(lambda connection: audit.record(connection, act)),
    )


def as_json(value: object) -> bytes:
    """`value` as JSON that people can read, too; the same value makes the same bytes."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _manifest(records: Records, content: Mapping[str, bytes | Path]) -> dict[str, object]:
    request, (seq, head) = records.request, records.head
    return {
        "format": FORMAT,
        "case": request.case,
        "as_of": iso(request.scope.as_of),
        "public": request.is_public,
        "audit": {"seq": seq, "hash": head},
        "posts": len(records.posts),
        "files": {name: _sum(data) for name, data in sorted(content.items())},
    }


def _sum(data: bytes | Path) -> dict[str, object]:
    if isinstance(data, bytes):
        return {"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data)}
    with data.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"sha256": digest, "size_bytes": data.stat().st_size}


def _taken(target: Path) -> Sentence:
    return Sentence(
        f"{target} gibt es schon; eine Akte wird nie überschrieben. Nennen Sie einen neuen Ordner "
        "oder eine neue Datei, die auf .zip endet.",
        f"{target} exists already, and records are never overwritten. Name a new folder, or a new "
        "file that ends in .zip.",
    )
