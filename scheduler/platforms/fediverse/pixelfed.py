# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pixelfed: the family's API, for pictures.

Facts: pixelfed/pixelfed 8aae92d75 (2024-03-10), ApiV1Controller and config/pixelfed.php; no
running server was seen. A post needs a medium, answers do not; the language is always "en".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from scheduler.http_client import Request, Response
from scheduler.model.errors import ChannelBlocked, Rejected
from scheduler.model.message import Length, Message, Part, Remote
from scheduler.model.platform import (
    Artefacts,
    Health,
    Limits,
    Look,
    Pending,
    PlatformKind,
    ReplyTo,
    Sought,
)
from scheduler.model.post import ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.platforms.fediverse.account import Account
from scheduler.platforms.fediverse.client import Client
from scheduler.platforms.fediverse.composing import compose as compose_status
from scheduler.platforms.fediverse.refusals import parsed
from scheduler.platforms.fediverse.settings import Settings
from scheduler.platforms.fediverse.status import text_fields

# The defaults of config/pixelfed.php; servers often take more, and say so.
LIMITS = Limits(
    text=500,
    alt=1000,
    media=4,
    image_bytes=15_000_000,
    mime_types=("image/jpeg", "image/png", "image/gif"),
    source="sheet 2024-03-10",
)
WARNING_CHARACTERS = 140


class PixelfedClient(Client):
    """Knows the answer to an account that has never logged in."""

    def _call(self, request: Request) -> Response:
        """The answer; raises ChannelBlocked for 200 with `[]` to a request that makes something."""
        answer = super()._call(request)
        if request.method == "POST" and answer.ok and parsed(answer) == []:
            raise ChannelBlocked(_NEVER_LOGGED_IN, answer.answer())
        return answer


class PixelfedAccount(Account):
    """Publishes, looks up, measures, edits, deletes and checks at a Pixelfed server."""

    _client_kind: ClassVar[type[Client]] = PixelfedClient

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending:
        """Publish one part, once; no key goes along, for a repeat of it proves nothing."""
        if not part.attachments and reply_to is None:
            raise Rejected(_NO_MEDIUM)
        if part.visibility == "direct":
            raise Rejected(_DIRECT)
        return super().publish(_bare(part), key=key, reply_to=reply_to, artefacts=artefacts)

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """As in the family, but the language that Pixelfed reports says nothing."""
        return super().find([replace(each, part=_bare(each.part)) for each in sought])

    def fetch_limits(self) -> Limits:
        """The limits that the server names now, as Pixelfed counts."""
        return _as_counted(super().fetch_limits())

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Replace text, warning and alt texts; media cannot be exchanged."""
        live = self._client.get_json(f"/api/v1/statuses/{remote.id}")
        shown = live.get("media_attachments") if isinstance(live, dict) else None
        ids = [str(each["id"]) for each in shown or []]
        if len(ids) != len(part.attachments):
            raise Rejected(_OTHER_MEDIA)
        for identifier, attachment in zip(ids, part.attachments, strict=True):
            alt = {"description": attachment.alt}
            described = self._client.send("PUT", f"/api/v1/media/{identifier}", alt)
            self._client.required(described)
        uncovered = {"spoiler_text": "", "sensitive": False}
        body = {**uncovered, **text_fields(_bare(part)), "media_ids": ids}
        response = self._client.send("PUT", f"/api/v1/statuses/{remote.id}", body)
        return self._live(response, len(part.attachments))

    def check(self) -> Health:
        """As in the family, with limits as Pixelfed counts."""
        health = super().check()
        return replace(health, limits=_as_counted(health.limits or LIMITS))

    def _lost_media(self, part: Part, artefacts: Artefacts, response: Response) -> bool:
        """Pixelfed has no call that asks for an uploaded medium: 400 and 422 are final."""
        del part, artefacts, response
        return False


def measure(text: str, limits: Limits) -> Length:
    """Counts characters, addresses in full."""
    return Length(len(text), limits.text, limits.unit, len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """As in the family; what only Pixelfed lacks is said beside."""
    message = compose_status(post, limits)
    return replace(
        message,
        omissions=(*message.omissions, _LANGUAGE),
        refusals=(*message.refusals, *_refusals(message)),
    )


def _refusals(message: Message) -> Iterator[Sentence]:
    first = message.parts[0]
    if not first.attachments:
        yield _NO_MEDIUM
    if first.visibility == "direct":
        yield _DIRECT
    if any(len(each.content_warning or "") > WARNING_CHARACTERS for each in message.parts):
        yield _LONG_WARNING


def _bare(part: Part) -> Part:
    return replace(part, lang="")


def _as_counted(limits: Limits) -> Limits:
    """Of what a server does not name, Pixelfed's own defaults hold, not the family's."""
    alt = min(limits.alt or 1000, LIMITS.alt or 1000)
    types = limits.mime_types or LIMITS.mime_types
    return replace(limits, unit=LIMITS.unit, url_length=None, alt=alt, mime_types=types)


_NEVER_LOGGED_IN = Sentence(
    "Pixelfed nimmt von diesem Konto nichts an, weil sich dort noch niemand angemeldet hat. Melden "
    "Sie sich einmal im Browser an und bestätigen Sie die E-Mail-Adresse.",
    "Pixelfed takes nothing from this account because nobody has logged in to it yet. Log in once "
    "in a browser and confirm the e-mail address.",
)
_NO_MEDIUM = Sentence(
    "Bei Pixelfed braucht ein Beitrag mindestens ein Bild (JPEG, PNG oder GIF). Geben Sie ihm "
    "eines oder lassen Sie den Kanal weg.",
    "On Pixelfed a post needs at least one picture (JPEG, PNG or GIF). Add one, or leave this "
    "channel out.",
)
_DIRECT = Sentence(
    "Pixelfed kennt keine direkten Beiträge. Ändern Sie visibility oder lassen Sie den Kanal weg.",
    "Pixelfed has no direct posts. Change visibility or leave this channel out.",
)
_LANGUAGE = Sentence(
    "Pixelfed merkt sich die Sprache nicht und meldet immer Englisch; Vorleseprogramme raten sie.",
    "Pixelfed does not keep the language and always reports English; screen readers guess it.",
)
_LONG_WARNING = Sentence(
    f"Eine Inhaltswarnung hat bei Pixelfed höchstens {WARNING_CHARACTERS} Zeichen. Kürzen Sie sie.",
    f"A content warning has at most {WARNING_CHARACTERS} characters on Pixelfed. Shorten it.",
)
_OTHER_MEDIA = Sentence(
    "Bilder eines erschienenen Beitrags lassen sich nicht austauschen. Ziehen Sie ihn zurück und "
    "veröffentlichen Sie ihn neu.",
    "Pictures of a live post cannot be exchanged. Withdraw it and publish it anew.",
)

PLATFORM = PlatformKind(
    name="pixelfed",
    title="Pixelfed",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=PixelfedAccount,
    looks_up=True,
    media_kinds=("photo", "sharepic", "gif"),
)
