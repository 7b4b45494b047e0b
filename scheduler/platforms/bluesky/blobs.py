# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pictures of a part: read as they were reviewed, uploaded, named by their content.

An uploaded medium that no record refers to is deleted after some minutes (bluesky-social/atproto
packages/pds, 2026-08-20). Its reference is a hash of its bytes, so uploading it again leaves the
record as it was.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from scheduler.model.errors import Rejected
from scheduler.model.message import Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence

ARTEFACT = "blobs"


def media_of(part: Part) -> tuple[Attachment, ...]:
    """All media that `part` needs uploaded: its pictures, or its card's."""
    if part.attachments or part.card is None or part.card.image is None:
        return part.attachments
    return (part.card.image,)


def content_of(medium: Attachment, workspace: str, limits: Limits) -> bytes:
    """The bytes of `medium`; raises Rejected when they are not what was reviewed, or too many."""
    most = limits.image_bytes
    if most is not None and medium.size_bytes > most:
        raise Rejected(
            Sentence(
                f"Das Bild {Path(medium.path).name} hat {medium.size_bytes} Byte, Bluesky nimmt "
                f"höchstens {most}. Verkleinern Sie es.",
                f"The picture {Path(medium.path).name} has {medium.size_bytes} bytes, Bluesky "
                f"takes at most {most}. Make it smaller.",
            )
        )
    try:
        content = (Path(workspace) / medium.path).read_bytes()
    except OSError as error:
        raise _changed(medium) from error
    if hashlib.sha256(content).hexdigest() != medium.sha256:
        raise _changed(medium)
    return content


def _changed(medium: Attachment) -> Rejected:
    return Rejected(
        Sentence(
            f"Das Bild {medium.path} fehlt oder ist nicht mehr das, was geprüft wurde. Planen Sie "
            "den Beitrag neu (litfass sync).",
            f"The picture {medium.path} is missing or no longer what was reviewed. Plan the post "
            "again (litfass sync).",
        )
    )
