# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The photos of a part: uploaded unpublished, each once, and attached by their ids."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath

from scheduler.http_client import reviewed_bytes
from scheduler.model.message import Part
from scheduler.model.platform import Artefacts
from scheduler.model.post import Attachment
from scheduler.platforms.meta.graph import Graph

ARTEFACT = "photos"


class Photos:
    """Uploads photos to a page and knows their ids; the ids live in the artefacts."""

    def __init__(self, graph: Graph, page: str, workspace: str) -> None:
        """`page` is the page's path."""
        self._graph = graph
        self._page = page
        self._workspace = workspace

    def uploaded(self, part: Part, artefacts: Artefacts) -> list[str]:
        """The ids of the photos, in order; a lost upload is made again, nobody sees either."""
        kept = artefacts.get(ARTEFACT)
        known = {name: str(each) for name, each in kept.items()} if isinstance(kept, dict) else {}
        for medium in part.attachments:
            label = _label(medium)
            if label not in known:
                known[label] = self._upload(medium)
                artefacts.keep(ARTEFACT, dict(known))
        return [known[_label(medium)] for medium in part.attachments]

    def attached(self, part: Part, artefacts: Artefacts) -> dict[str, str]:
        """The fields that attach the photos to a post."""
        ids = self.uploaded(part, artefacts)
        attached = [{"media_fbid": each} for each in ids]
        return {"attached_media": json.dumps(attached)} if attached else {}

    def _upload(self, medium: Attachment) -> str:
        content = reviewed_bytes(medium, self._workspace)
        fields = {"published": "false"} | ({"alt_text_custom": medium.alt} if medium.alt else {})
        file = (PurePath(medium.path).name, content, medium.mime)
        return self._graph.made(f"{self._page}/photos", fields, file)


def _label(medium: Attachment) -> str:
    """A name that changes with the bytes and the alt text."""
    return hashlib.sha256(f"{medium.sha256}\n{medium.alt}".encode()).hexdigest()[:32]
