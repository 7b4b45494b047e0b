# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the servers of the family differ, as far as an adapter can notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flavour:
    """One server software; the defaults are Mastodon's own.

    `name` is also the platform's name in the world. `too_long` is the status for a text that is
    too long, None where the limit is not enforced.
    """

    name: str
    title: str
    software: str
    version: str
    honours_keys: bool = True
    too_long: int | None = 422
    most_characters: int = 500
    concedes_urls: bool = True
    default_visibility: str = "public"
    drops_unknown_media: bool = False
    processes_video: bool = True
    keeps_text: bool = False
    shortens_links: bool = True
    knows_v2: bool = True
    knows_batches: bool = True
    tells_rates: bool = True
    pages_as_errors: bool = False


MASTODON = Flavour("mastodon", "Mastodon", "mastodon", "4.5.3")
GOTOSOCIAL = Flavour(
    "gotosocial",
    "GoToSocial",
    "gotosocial",
    "0.20.1",
    honours_keys=False,
    too_long=400,
    most_characters=5000,
    concedes_urls=False,
    default_visibility="unlisted",
    processes_video=False,
    keeps_text=True,
    shortens_links=False,
    knows_batches=False,
)
TAKAHE = Flavour(
    "takahe",
    "Takahē",
    "takahe",
    "0.11.0",
    honours_keys=False,
    too_long=400,
    processes_video=False,
    shortens_links=False,
    knows_v2=False,
    knows_batches=False,
    tells_rates=False,
    pages_as_errors=True,
)
SNAC = Flavour(
    "snac",
    "snac",
    "snac",
    "2.38",
    honours_keys=False,
    too_long=None,
    drops_unknown_media=True,
    processes_video=False,
    shortens_links=False,
    knows_batches=False,
    tells_rates=False,
)
