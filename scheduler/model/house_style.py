# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The house style: what an organisation, or one of its channels, asks of its posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from scheduler.model.finding import Severity
from scheduler.model.sentence import Sentence

Level = Literal["error", "warning", "info", "off"]
GenderStyle = Literal["neutral_or_pair", "star", "colon", "underscore", "dot", "slash", "any"]


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """The parameters of the rules.

    `max_hashtags` None takes the number usual on the platform. Hosts and domains are lower case;
    they stand for their subdomains, too.
    """

    gender: GenderStyle = "neutral_or_pair"
    max_hashtags: int | None = None
    max_emoji: int = 3
    sentence_words: int = 25
    minutes_apart: int = 30
    own_domains: tuple[str, ...] = ()
    known_hashtags: tuple[str, ...] = ()
    link_hosts: tuple[str, ...] = ()
    shorteners: tuple[str, ...] = ()
    own_shorteners: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    cross_media: bool = False


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule of the organisation's own: a pattern, or words and phrases as they stand.

    `id` begins with `X-`.
    """

    id: str
    message: Sentence
    severity: Severity = Severity.WARNING
    pattern: str | None = None
    words: tuple[str, ...] = ()
    suggestion: Sentence | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class LintTerms:
    """The house style of one channel, and what its findings weigh there, by rule id."""

    style: HouseStyle = field(default_factory=HouseStyle)
    levels: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
