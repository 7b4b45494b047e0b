# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The `notices` of config.yaml: whom to tell, of what, and how often at most."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from scheduler.credentials import Secret
from scheduler.model.notice import NoticeEvent, Rate
from scheduler.model.sentence import Language
from scheduler.yaml_source.fields import Duration, wrong

GROUP_FOR = timedelta(seconds=30)
AT_MOST = Rate(10, timedelta(hours=1))
_RATE = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})?([smhd])")
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


def _rate(value: object) -> object:
    if isinstance(value, Rate):
        return value
    found = _RATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise wrong(
            "Das ist keine Obergrenze. Beispiele: 10/h, 3/30m, 20/d.",
            "That is no limit. Examples: 10/h, 3/30m, 20/d.",
        )
    messages, count, unit = found.groups()
    return Rate(int(messages), int(count or 1) * _UNITS[unit])


class NoticeBorder(BaseModel):
    """One target of `notices`; its address is a secret."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    url: Secret = Field(description="Where the address that Apprise takes is, by reference")
    events: tuple[NoticeEvent, ...] = Field(
        default=tuple(NoticeEvent), min_length=1, description="Of what this target is told"
    )
    lang: Literal["de", "en"] | None = Field(default=None, description="Language of its messages")
    group_for: Duration = Field(
        default=GROUP_FOR, description="How long notices are collected into one message (30s)"
    )
    at_most: Annotated[
        Rate,
        BeforeValidator(_rate),
        WithJsonSchema({"type": "string", "pattern": f"^{_RATE.pattern}$"}),
    ] = Field(default=AT_MOST, description="How many messages at most (10/h, 3/30m)")


@dataclass(frozen=True, slots=True)
class NoticeTarget:
    """Whom to tell, of what, in which language, how often; `lang` None is the workspace's."""

    url: Secret
    events: tuple[NoticeEvent, ...] = tuple(NoticeEvent)
    lang: Language | None = None
    group_for: timedelta = GROUP_FOR
    at_most: Rate = AT_MOST

    @property
    def name(self) -> str:
        """What it is called in rows, logs and messages: the reference, never the address."""
        return str(self.url)


def target_of(border: NoticeBorder) -> NoticeTarget:
    """The target that `border` describes; each event once, in the order of the enumeration."""
    events = tuple(event for event in NoticeEvent if event in border.events)
    return NoticeTarget(border.url, events, border.lang, border.group_for, border.at_most)
