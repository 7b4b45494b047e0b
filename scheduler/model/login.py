# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Getting access by consent in the browser: OAuth's code flow with PKCE (RFC 6749, RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from scheduler.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """One try to get consent.

    `redirect` is where the browser brings the code, None where a person copies it from the page.
    `state` tells this try's answer from a forged one; `verifier` stays here until the exchange.
    """

    redirect: str | None
    state: str = field(repr=False)
    verifier: str = field(repr=False)

    @property
    def challenge(self) -> str:
        """What the platform is told of `verifier` (S256)."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


class AsksConsent(Protocol):
    """A platform at which a person agrees in the browser."""

    def consent_page(self, request: ConsentRequest) -> str:
        """The address of the page where the person agrees; may register an application."""
        ...

    def redeem(self, code: str, request: ConsentRequest) -> Mapping[str, str]:
        """The secrets that `code` gives, by the names that config.yaml has for them."""
        ...

    def steps(self) -> Sentence:
        """What the person will be asked, in a sentence."""
        ...
