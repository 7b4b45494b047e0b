# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The media of a part at public addresses, from which Meta fetches them.

A name is kept before its file is laid down, so that nothing is left behind whose name nobody
knows; files go away when the post is live or refused, and what a crash leaves goes after a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scheduler.credentials import Secret
from scheduler.http_client import (
    PublicFolder,
    WebdavFolder,
    cannot_write,
    reviewed_bytes,
    unguessable_name,
)
from scheduler.model.errors import Rejected
from scheduler.model.message import Part
from scheduler.model.platform import Artefacts, Connection, type_json
from scheduler.model.sentence import Sentence
from scheduler.yaml_source.addresses import Server
from scheduler.yaml_source.fields import wrong

ARTEFACT = "staged"
LEFT_BEHIND = timedelta(days=1)


class Staging(BaseModel):
    """Where files are laid so that Meta can fetch them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: str | None = Field(
        default=None, min_length=1, description="A folder of this machine that a web server shows"
    )
    webdav: Server | None = Field(
        default=None, description="Instead: a folder elsewhere, written through WebDAV"
    )
    user: str = Field(default="", description="Who writes through WebDAV")
    password: Secret | None = Field(default=None, description="This user's password, by reference")
    url: Server = Field(description="The address of this folder, for example https://x.example/m")

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.folder is None) == (self.webdav is None):
            raise wrong(
                "Unter staging steht entweder folder (ein Ordner dieses Rechners) oder webdav.",
                "Below staging stands either folder (a folder of this machine) or webdav.",
            )
        if self.webdav is not None and not (self.user and self.password):
            raise wrong(
                "Zu webdav gehören user und password.", "To webdav belong user and password."
            )
        return self


class Place(Protocol):
    """Where files lie: a folder of this machine, or one elsewhere."""

    def lay(self, name: str, content: bytes) -> str:
        """Put a file there; returns its public address."""
        ...

    def drop(self, name: str) -> None:
        """Take it away."""
        ...

    def sweep(self, before: datetime) -> int:
        """Remove what is older."""
        ...

    def can_write(self) -> bool:
        """Whether files can be made there."""
        ...


class StagedMedia:
    """Lays the media of parts into the channel's public folder."""

    def __init__(self, staging: Staging | None, connection: Connection) -> None:
        """Without `staging`, only texts can go out."""
        self._workspace = connection.workspace
        self._folder = _place(staging, connection) if staging else None
        self._named = (staging.folder or staging.webdav or "") if staging else ""

    def addresses(self, part: Part, artefacts: Artefacts) -> list[str]:
        """The public addresses of the media, in order."""
        if not part.attachments:
            return []
        if self._folder is None:
            raise Rejected(_NO_FOLDER)
        names = _names(artefacts.get(ARTEFACT))
        fresh = {each.sha256: each.mime for each in part.attachments if each.sha256 not in names}
        if fresh:
            names |= {digest: unguessable_name(mime) for digest, mime in fresh.items()}
            artefacts.keep(ARTEFACT, dict(names))
        return [
            self._folder.lay(names[each.sha256], reviewed_bytes(each, self._workspace))
            for each in part.attachments
        ]

    def clear(self, artefacts: Mapping[str, type_json] | Artefacts) -> None:
        """Take the files away."""
        if self._folder is not None:
            for name in _names(artefacts.get(ARTEFACT)).values():
                self._folder.drop(name)

    def problems(self, now: datetime, *, needed: bool) -> tuple[Sentence, ...]:
        """What is wrong with the folder; sweeps what was left behind."""
        if self._folder is None:
            return (_NO_FOLDER,) if needed else ()
        self._folder.sweep(now - LEFT_BEHIND)
        return () if self._folder.can_write() else (cannot_write(self._named),)


def _place(staging: Staging, connection: Connection) -> Place:
    workspace = Path(connection.workspace)
    if staging.webdav is None or staging.password is None:
        return PublicFolder(workspace / (staging.folder or ""), staging.url)
    return WebdavFolder(
        connection.http,
        staging.webdav,
        staging.url,
        user=staging.user,
        password=partial(staging.password.reveal, workspace),
    )


def _names(kept: type_json) -> dict[str, str]:
    """The names of the files by their SHA-256."""
    return {digest: str(name) for digest, name in kept.items()} if isinstance(kept, dict) else {}


_NO_FOLDER = Sentence(
    "Meta holt Bilder und Videos von einer öffentlichen Adresse ab; im Kanal fehlt staging. "
    "Tragen Sie folder und url ein, dann: litfass retry.",
    "Meta fetches pictures and videos from a public address; the channel has no staging. Write "
    "folder and url, then: litfass retry.",
)
