# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way of a video to TikTok, which publishes it as soon as its last byte is there.

The name of the post (`publish_id`) and the address to upload to are stored before the first byte
leaves, and that the last piece is on its way before it leaves. From then on TikTok is asked what
became of it; a new upload begins only where no last piece was ever sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, cast

from scheduler.http_client import Response
from scheduler.model.errors import OutcomeUnknown, PublishError, TryLater
from scheduler.model.platform import Artefacts, type_json
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.platforms.tiktok.api import Api
from scheduler.platforms.tiktok.refusals import refusal

ARTEFACT = "upload"
WHOLE_BYTES = 64_000_000  # up to here a file goes in one piece (reference of media uploads)
PIECE_BYTES = 10_000_000  # 5 to 64 MB; the last one takes what is left
_DEAD = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload that has begun: how much TikTok has, and whether the last piece was sent."""

    publish_id: str
    address: str
    received: int = 0
    finishing: bool = False


def pieces_of(size: int) -> tuple[int, int]:
    """The size of a piece and how many there are; the last one takes what is left."""
    if size <= WHOLE_BYTES:
        return size, 1
    return PIECE_BYTES, size // PIECE_BYTES


def kept_upload(value: object) -> Upload | None:
    """The upload that the artefacts hold."""
    if not isinstance(value, dict):
        return None
    known: dict[str, Any] = value
    return Upload(
        str(known["publish_id"]),
        str(known["address"]),
        int(known["received"]),
        bool(known["finishing"]),
    )


def keep(artefacts: Artefacts, upload: Upload) -> Upload:
    """Store how far an upload is."""
    told = {
        "publish_id": upload.publish_id,
        "address": upload.address,
        "received": upload.received,
        "finishing": upload.finishing,
    }
    artefacts.keep(ARTEFACT, cast("type_json", told))
    return upload


def send(
    api: Api,
    upload: Upload,
    medium: Attachment,
    piece: Callable[[int, int], bytes],
    kept: Artefacts,
) -> None:
    """Send what is missing; OutcomeUnknown when the fate of the last piece is open."""
    size, count = pieces_of(medium.size_bytes)
    while upload.received < medium.size_bytes:
        is_last = upload.received >= size * (count - 1)
        end = medium.size_bytes if is_last else upload.received + size
        if is_last:
            upload = keep(kept, replace(upload, finishing=True))
        data = piece(upload.received, end - upload.received)
        stretch = f"bytes {upload.received}-{end - 1}/{medium.size_bytes}"
        headers = {"Content-Range": stretch, "Content-Type": medium.mime}
        _put(api, upload, data, headers, kept)
        upload = keep(kept, replace(upload, received=end))


def _put(api: Api, upload: Upload, data: bytes, headers: dict[str, str], kept: Artefacts) -> None:
    try:
        response = api.put(upload.address, data, headers)
    except OutcomeUnknown as error:
        raise _open_end(upload, error) from error
    if response.ok:
        return
    if response.status in _DEAD and not upload.finishing:
        kept.keep(ARTEFACT, None)  # no last piece was sent: beginning anew is safe
        raise TryLater(_ENDED, response.answer())
    raise _open_end(upload, _refused(api, response))


def _refused(api: Api, response: Response) -> PublishError:
    if response.status in _DEAD or response.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        return OutcomeUnknown(_UNCLEAR, response.answer())
    return refusal(response, api.moment())


def _open_end(upload: Upload, error: PublishError) -> PublishError:
    """An unclear answer to any piece but the last has published nothing."""
    if isinstance(error, OutcomeUnknown) and not upload.finishing:
        return TryLater(_LOST, error.answer)
    return error


_ENDED = Sentence(
    "TikTok kennt diesen Upload nicht mehr; er beginnt neu.",
    "TikTok does not know this upload any more; it begins anew.",
)
_LOST = Sentence(
    "Ein Stück des Videos ging auf dem Weg verloren; es wird noch einmal gesendet.",
    "A piece of the video was lost on its way; it is sent again.",
)
_UNCLEAR = Sentence(
    "TikTok hat das letzte Stück des Videos nicht angenommen; vielleicht war es schon da.",
    "TikTok did not take the last piece of the video; it may have been there already.",
)
