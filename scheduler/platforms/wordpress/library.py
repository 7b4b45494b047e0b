# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files in the site's library: uploaded once, described, and remembered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from scheduler.http_client import Bounds, Request, reviewed_bytes, without_effect
from scheduler.model.errors import OutcomeUnknown
from scheduler.model.message import Part
from scheduler.model.platform import Artefacts, type_json
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.platforms.wordpress.composing import Upload
from scheduler.platforms.wordpress.rest import Rest

UPLOADED = "uploaded"


class Library:
    """Uploads what a part carries; nobody sees it before the article."""

    def __init__(self, rest: Rest, workspace: str, seconds: int) -> None:
        """One file may take `seconds`."""
        self._rest = rest
        self._workspace = workspace
        self._bounds = Bounds(read_seconds=float(seconds), total_seconds=float(seconds) * 2)

    def uploads(self, part: Part, artefacts: Artefacts) -> tuple[Upload, ...]:
        """Where the media of `part` are; what is not there yet is uploaded and kept."""
        return tuple(self._upload(each, artefacts) for each in part.attachments)

    def describe(self, number: int, alt: str) -> None:
        """Give a file its alt text."""
        body = {"alt_text": alt}
        self._rest.asked(Request("POST", f"/wp/v2/media/{number}", json=body))

    def _upload(self, attachment: Attachment, artefacts: Artefacts) -> Upload:
        kept = artefacts.get(UPLOADED)
        known = dict(kept) if isinstance(kept, dict) else {}
        name = _name(attachment)
        if name not in known:
            upload = self._sent(attachment)
            if attachment.alt:
                self.describe(upload.number, attachment.alt)
            known[name] = [upload.number, upload.url]
            artefacts.keep(UPLOADED, known)
        number, url = known[name]
        return Upload(int(number), str(url))

    def _sent(self, attachment: Attachment) -> Upload:
        extension = PurePath(attachment.path).suffix or f".{attachment.mime.rpartition('/')[2]}"
        filename = f"{attachment.sha256[:16]}{extension.lower()}"
        request = Request(
            "POST",
            "/wp/v2/media",
            headers={
                "Content-Type": attachment.mime,
                "Content-Disposition": f'attachment; filename="{filename}"',
            },
            data=reviewed_bytes(attachment, self._workspace),
            bounds=self._bounds,
        )
        return without_effect(lambda: _named(self._rest.asked(request)))


def known_uploads(part: Part, kept: Mapping[str, type_json]) -> tuple[Upload, ...]:
    """Where the media of `part` were uploaded to, by its artefacts; () unless all are known."""
    told = kept.get(UPLOADED)
    known = told if isinstance(told, dict) else {}
    names = [_name(each) for each in part.attachments]
    if not set(names) <= set(known):
        return ()
    return tuple(Upload(int(known[name][0]), str(known[name][1])) for name in names)


def _name(attachment: Attachment) -> str:
    return f"{attachment.sha256}:{attachment.alt}"


def _named(body: object) -> Upload:
    if isinstance(body, dict):
        number, url = body.get("id"), body.get("source_url")
        if isinstance(number, int) and isinstance(url, str) and url:
            return Upload(number, url)
    raise OutcomeUnknown(_NAMELESS)


_NAMELESS = Sentence(
    "WordPress hat eine Datei angenommen, aber nicht gesagt, wo sie liegt.",
    "WordPress took a file but did not say where it lies.",
)
