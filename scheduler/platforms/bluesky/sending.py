# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is sent, kept so that each repeat is the same request: repository, rkey and record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scheduler.model.message import Remote
from scheduler.model.platform import Found, Look, Unsure, type_json
from scheduler.model.sentence import Sentence
from scheduler.platforms.bluesky.record import POST

ARTEFACT = "record"


@dataclass(frozen=True, slots=True)
class Sending:
    """One part's request: the repository (DID), the record's key and its whole content."""

    repo: str
    rkey: str
    record: dict[str, Any]

    @property
    def uri(self) -> str:
        """The record's address, known before it exists."""
        return f"at://{self.repo}/{POST}/{self.rkey}"

    def request(self) -> dict[str, Any]:
        """The body of putRecord; `swapRecord` null means: create, never overwrite."""
        return {
            "repo": self.repo,
            "collection": POST,
            "rkey": self.rkey,
            "swapRecord": None,
            "record": self.record,
        }

    def to_json(self) -> type_json:
        """As it is kept."""
        return {"repo": self.repo, "rkey": self.rkey, "record": self.record}

    def remote(self, cid: str, web: str) -> Remote:
        """Where it is live, under the content hash `cid`."""
        return Remote(self.uri, f"{web}/profile/{self.repo}/post/{self.rkey}", (("cid", cid),))

    def look(self, body: object, web: str) -> Look:
        """What the record found under our key (getRecord's answer) says about this sending."""
        found = body if isinstance(body, dict) else {}
        cid = found.get("cid")
        if found.get("value") == self.record and isinstance(cid, str):
            return Found(self.remote(cid, web))
        return Unsure(
            Sentence(
                f"Unter unserem Schlüssel {self.rkey} steht bei Bluesky ein anderer Beitrag.",
                f"Another post stands under our key {self.rkey} at Bluesky.",
            )
        )


def kept_sending(value: type_json) -> Sending | None:
    """The sending that was kept as an artefact, None if it never came to one."""
    if not isinstance(value, dict):
        return None
    return Sending(value["repo"], value["rkey"], value["record"])
