# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a dialect is: one platform's imitation, written from the vendor's facts.

A dialect module lies in `scheduler/simulator/dialects/` and carries `DIALECT = Dialect(...)`;
the registry finds it. It never imports the adapter: one misreading of the vendor's documents
would then sit on both sides and pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Response

from scheduler.simulator.world import World

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Dialect:
    """The registration of a dialect.

    `blueprint(world)` makes the endpoints; the server mounts them under `/NAME`, so that the
    platform's base URL is `http://127.0.0.1:PORT/NAME`. `channel_settings(base_url, account)`
    gives the keys (beside `platform`) of a config.yaml channel that publishes there.
    `flat_threads`: all that answers hangs on a thread's first post, as in many chats.
    `names_wait`: its 429 says how long to wait. `refuses_repeats`: it takes the same text not
    twice in a row. `needs_picture`, `needs_video`: it takes no post without
    one. `one_text`: a thread is one text there, in one post.
    The others give the platform's own answers for faults: 429 that asks to wait so many seconds,
    a token that has expired, content that it will never take.
    """

    name: str
    blueprint: Callable[[World], Blueprint]
    channel_settings: Callable[[str, str], dict[str, Any]]
    rate_limited: Callable[[World, float], Response]
    expired_token: Callable[[World], Response]
    rejected: Callable[[World], Response]
    title: str = ""
    flat_threads: bool = False
    one_text: bool = False
    names_wait: bool = True
    refuses_repeats: bool = False
    needs_picture: bool = False
    needs_video: bool = False


def publishes(view: View) -> View:
    """Mark an endpoint that makes a post public: faults strike such ones first of all."""
    view.__dict__["publishes"] = True
    return view


def is_publishing(view: Callable[..., Any] | None) -> bool:
    """Whether `view` was marked with `publishes`."""
    return bool(getattr(view, "publishes", False))


def spoken_secret(value: str) -> Mapping[str, list[str]]:
    """A secret reference that yields `value`: for simulated accounts, which have no secrets."""
    return {"command": ["printf", "%s", value]}
