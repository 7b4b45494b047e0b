# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mentions: from handles as written to account ids (DIDs)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from scheduler.model.clock import Clock
from scheduler.model.message import Facet, Message, Part
from scheduler.platforms.bluesky.refusals import refusal, text_field
from scheduler.platforms.bluesky.xrpc import Xrpc


class Mentions:
    """Looks handles up at one server."""

    def __init__(self, address: str, xrpc: Xrpc, clock: Clock) -> None:
        """Ask at `address`."""
        self._address = address
        self._xrpc = xrpc
        self._clock = clock

    def dids_in(self, message: Message) -> dict[str, str | None]:
        """The DID of each handle mentioned in `message`; None where nobody has it."""
        handles = {facet.target for part in message.parts for facet in part.facets if _open(facet)}
        return {handle: self._did_of(handle) for handle in sorted(handles)}

    def _did_of(self, handle: str) -> str | None:
        nsid = "com.atproto.identity.resolveHandle"
        response = self._xrpc.query(self._address, nsid, [("handle", handle)])
        if response.status == HTTPStatus.BAD_REQUEST:
            return None
        if not response.ok:
            raise refusal(response, self._clock.now())
        return text_field(response.json(), "did", response)


def with_dids(part: Part, dids: Mapping[str, str | None]) -> Part:
    """`part` with its mentions resolved; one without a DID stays plain text."""
    facets = []
    for facet in part.facets:
        target = dids.get(facet.target) if _open(facet) else facet.target
        if target is not None:
            facets.append(replace(facet, target=target))
    return replace(part, facets=tuple(facets))


def _open(facet: Facet) -> bool:
    return facet.kind == "mention" and not facet.target.startswith("did:")
