# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected feed: its files in a folder that a web server shows.

Once only: the entry's id follows from the delivery's key, and an id that is there is not added.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from scheduler.http_client import reviewed_bytes
from scheduler.model.errors import Answer, ChannelBlocked, PublishError, Rejected, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Artefacts, Connection, Health, ReplyTo
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.platforms.feed.composing import LIMITS
from scheduler.platforms.feed.entry import changed, entry_id, entry_of, is_entry_of, type_entry
from scheduler.platforms.feed.library import MEDIA, Library
from scheduler.platforms.feed.rendering import ATOM, JSON, RSS, atom, json_feed, rss
from scheduler.platforms.feed.settings import Settings

_FOR_A_PERSON = (PermissionError, NotADirectoryError, FileExistsError, IsADirectoryError)


class Site:
    """Writes entries into the feed's files."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Files go below `settings.folder`, seen from the workspace."""
        self._settings = settings
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._root = Path(connection.workspace) / settings.folder
        self._library = Library(self._root)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Put the entry on top; one that is there already is only written out again."""
        del reply_to, artefacts  # a thread is one entry, and its id needs no keeping
        refuse_hidden(part, "Feed")
        if len(part.text) > LIMITS.text:
            raise Rejected(_TOO_LONG)
        try:
            with self._library.alone():
                return self._added(part, key)
        except OSError as error:
            raise self._classified(error) from error

    def repeatable_for(self) -> timedelta | None:
        """For ever: the entry is known again by its id."""
        return None

    def delete(self, remote: Remote) -> None:
        """Take the entry out, and media that no other entry shows; readers may keep theirs."""
        try:
            with self._library.alone():
                entries = self._library.entries()
                kept = [each for each in entries if each["id"] != remote.id]
                self._write(kept)
                for name in _media_names(entries) - _media_names(kept):
                    self._library.drop_medium(name)
        except OSError as error:
            raise self._classified(error) from error

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Change the entry in its place; `updated` moves only if it says something else."""
        try:
            with self._library.alone():
                entries = self._library.entries()
                if not any(each["id"] == remote.id for each in entries):
                    raise Rejected(_GONE)
                new = entry_of(part, remote.id, self._laid(part), self._clock.now())
                self._write([changed(e, new) if e["id"] == remote.id else e for e in entries])
        except OSError as error:
            raise self._classified(error) from error
        return remote

    def check(self) -> Health:
        """Whether the folder can be written to and what lies there can be read."""
        problems = () if self._library.can_write() else (_cannot_write(self._root),)
        if not problems:
            self._library.entries()
        return Health(f"{self._settings.title} ({self._settings.url})", problems, limits=LIMITS)

    def _added(self, part: Part, key: str) -> Remote:
        entries = self._library.entries()
        known = next((each for each in entries if is_entry_of(each, key)), None)
        if known is None:
            now = self._clock.now()
            domain = urlsplit(self._settings.url).hostname or "localhost"
            known = entry_of(part, entry_id(domain, now, key), self._laid(part), now)
            entries = [known, *entries]
        self._write(entries[: self._settings.most])
        return Remote(known["id"], f"{self._settings.url}/{ATOM}")

    def _laid(self, part: Part) -> list[tuple[Attachment, str]]:
        """The media in the feed's folder, each with its public address."""
        files = []
        for each in part.attachments:
            extension = mimetypes.guess_extension(each.mime) or Path(each.path).suffix
            name = f"{each.sha256[:32]}{extension}"
            self._library.lay_medium(name, reviewed_bytes(each, self._workspace))
            files.append((each, f"{self._settings.url}/{MEDIA}/{name}"))
        return files

    def _write(self, entries: Sequence[type_entry]) -> None:
        now = self._clock.now()
        self._library.write(
            {
                JSON: json_feed(self._settings, entries),
                ATOM: atom(self._settings, entries, now),
                RSS: rss(self._settings, entries, now),
            }
        )

    def _classified(self, error: OSError) -> PublishError:
        """A full disk may be freed; a folder without permission needs a person."""
        answer = Answer(excerpt=str(error))
        if isinstance(error, _FOR_A_PERSON):
            return ChannelBlocked(_cannot_write(self._root), answer)
        return TryLater(_not_now(self._root), answer)


def _media_names(entries: Iterable[type_entry]) -> set[str]:
    return {
        str(medium["url"]).rpartition("/")[2] for each in entries for medium in each["attachments"]
    }


def _cannot_write(root: Path) -> Sentence:
    return Sentence(
        f"In den Ordner {root} kann nicht geschrieben werden. Bitte Rechte und Pfad prüfen.",
        f"The folder {root} cannot be written to. Please check its permissions and path.",
    )


def _not_now(root: Path) -> Sentence:
    return Sentence(
        f"Der Feed ließ sich gerade nicht in {root} schreiben; die alten Dateien gelten weiter.",
        f"The feed could not be written to {root} just now; the old files stay in force.",
    )


_TOO_LONG = Sentence(
    f"Der Text ist länger als {LIMITS.text} Zeichen.",
    f"The text is longer than {LIMITS.text} characters.",
)
_GONE = Sentence(
    "Der Eintrag steht nicht mehr im Feed und lässt sich nicht ändern.",
    "The entry no longer stands in the feed and cannot be changed.",
)
