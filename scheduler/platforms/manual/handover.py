# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hands the package over and tells somebody; whether it was published, a person says."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.model.errors import Answer, ChannelBlocked, PublishError, Rejected, TryLater
from scheduler.model.message import Part
from scheduler.model.platform import (
    Artefacts,
    Connection,
    HandedOver,
    Health,
    Look,
    ReplyTo,
    Sought,
    Unsure,
)
from scheduler.model.sentence import Sentence
from scheduler.platforms.manual.package import Package, find_package, lay_down
from scheduler.platforms.manual.page import confirm_command, page_of
from scheduler.platforms.manual.settings import Notify, Settings

NOTICED = "noticed"


class ManualChannel:
    """A channel whose last step is a person's."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Packages go below `settings.folder`, seen from the workspace."""
        self._settings = settings
        self._clock = connection.clock
        self._channel = connection.channel
        self._workspace = Path(connection.workspace)
        self._zone = ZoneInfo(connection.zone)
        self._root = self._workspace / settings.folder

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> HandedOver:
        """Lay the package down, tell somebody once, and say that a person must confirm."""
        del reply_to  # a thread is one package
        folder = find_package(self._root, key)
        told = folder is not None and bool(artefacts.get(NOTICED))
        folder = folder or self._lay_down(part, key)
        notice = None if told else self._notify(folder, artefacts)
        return HandedOver(_handed_over(part.post, self._channel, folder, notice), str(folder))

    def repeatable_for(self) -> timedelta | None:
        """For ever: a delivery's package is recognised by its key."""
        return None

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """Nobody can look but a person."""
        return {each.key: Unsure(_ONLY_A_PERSON) for each in sought}

    def check(self) -> Health:
        """Whether packages can be laid down."""
        problems = () if _can_write(self._root) else (_cannot_write(self._root),)
        return Health(self._settings.name or self._channel, problems)

    def _lay_down(self, part: Part, key: str) -> Path:
        at = self._clock.now().astimezone(self._zone)
        package = Package(key, part.post, self._channel, at, part)
        missing = [item.path for item in part.attachments if not Path(item.path).is_file()]
        if missing:
            raise Rejected(_missing(missing[0]))
        page = page_of(package, self._settings)
        try:
            return lay_down(package, page, self._root, self._settings.language)
        except OSError as error:
            raise self._classified(error) from error

    def _classified(self, error: OSError) -> PublishError:
        """A full disk may be freed; a folder without permission needs a person."""
        if isinstance(error, PermissionError | NotADirectoryError | FileExistsError):
            return ChannelBlocked(_cannot_write(self._root), Answer(excerpt=str(error)))
        return TryLater(_not_now(self._root), Answer(excerpt=str(error)))

    def _notify(self, folder: Path, artefacts: Artefacts) -> Sentence | None:
        """Run the hook, if there is one; returns what went wrong with it."""
        notify = self._settings.notify
        if notify is None:
            return None
        problem = _run(notify, folder, self._workspace)
        artefacts.keep(NOTICED, value=True)
        return problem


def _run(notify: Notify, folder: Path, workspace: Path) -> Sentence | None:
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, no shell
            [*notify.command, str(folder.resolve())],
            cwd=workspace,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=notify.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Sentence(
            f"Der Hinweis brauchte länger als {notify.seconds:g} Sekunden und wurde abgebrochen.",
            f"The notice took longer than {notify.seconds:g} seconds and was stopped.",
        )
    except OSError:
        return Sentence(
            f"Der Hinweis ging nicht hinaus: {notify.command[0]} lässt sich nicht starten.",
            f"The notice did not go out: {notify.command[0]} cannot be started.",
        )
    if done.returncode:
        return Sentence(
            f"Der Hinweis ging nicht hinaus: {notify.command[0]} endete mit {done.returncode}.",
            f"The notice did not go out: {notify.command[0]} ended with {done.returncode}.",
        )
    return None


def _handed_over(post: str, channel: str, folder: Path, notice: Sentence | None) -> Sentence:
    command = confirm_command(post, channel)
    de = f"Das fertige Paket liegt in {folder}. Bitte veröffentlichen und dann: {command}"
    en = f"The ready package lies in {folder}. Please publish it and then: {command}"
    return Sentence(f"{de}. {notice.de}", f"{en}. {notice.en}") if notice else Sentence(de, en)


def _can_write(root: Path) -> bool:
    trial = root / ".litfass-check"
    try:
        root.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError:
        return False
    return True


def _cannot_write(root: Path) -> Sentence:
    return Sentence(
        f"In den Ordner {root} kann nicht geschrieben werden. Bitte Rechte und Pfad prüfen.",
        f"The folder {root} cannot be written to. Please check its permissions and path.",
    )


def _not_now(root: Path) -> Sentence:
    return Sentence(
        f"Das Paket ließ sich gerade nicht in {root} ablegen.",
        f"The package could not be laid down in {root} just now.",
    )


def _missing(path: str) -> Sentence:
    return Sentence(f"Die Datei {path} fehlt.", f"The file {path} is missing.")


_ONLY_A_PERSON = Sentence(
    "Ein Paket wurde übergeben; ob es veröffentlicht ist, weiß nur die Person, die es hat.",
    "A package was handed over; whether it is live is known only to the person who has it.",
)
