# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`house_style`, `lint` and `own_rules` in config.yaml: what posts are asked, and how strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from scheduler.model.finding import Severity
from scheduler.model.house_style import GenderStyle, HouseStyle, Level, LintTerms, OwnRule
from scheduler.model.sentence import Sentence
from scheduler.yaml_source.fields import wrong

RULE_PATTERN = r"^([A-Z]\d\d|X-[A-Za-z0-9-]+)$"
_OWN_PATTERN = r"^X-[A-Za-z0-9-]+$"


def _pattern(written: str) -> str:
    try:
        re.compile(written)
    except (re.error, OverflowError, RecursionError) as error:
        raise wrong(
            f"Das ist kein regulärer Ausdruck: {error}.", f"That is no regular expression: {error}."
        ) from error
    return written


def _own_id(written: str) -> str:
    if not re.fullmatch(_OWN_PATTERN, written):
        raise wrong(
            "Die id einer eigenen Regel beginnt mit X-, zum Beispiel X-Anrede.",
            "The id of an own rule begins with X-, for example X-Address.",
        )
    return written


def _rule_ids(levels: dict[str, LevelBorder]) -> dict[str, LevelBorder]:
    strange = [name for name in levels if not re.fullmatch(RULE_PATTERN, name)]
    if strange:
        raise wrong(
            f"„{strange[0]}“ ist keine Regel. Alle nennt: litfass rules",
            f"“{strange[0]}” is no rule. All are named by: litfass rules",
        )
    return levels


def _level(value: object) -> object:
    return {"severity": value} if isinstance(value, str) else value


def _sentence(value: object) -> object:
    return {"de": value, "en": value} if isinstance(value, str) else value


class LevelBorder(BaseModel):
    """What the findings of one rule weigh; `off` silences it."""

    model_config = ConfigDict(extra="forbid")

    severity: Level


Levels = Annotated[
    dict[str, Annotated[LevelBorder, BeforeValidator(_level)]], AfterValidator(_rule_ids)
]


class HouseStyleBorder(BaseModel):
    """`house_style`; what a channel does not say is as for the organisation."""

    model_config = ConfigDict(extra="forbid")

    gender: GenderStyle | None = Field(default=None, description="How all genders are named (L07)")
    max_hashtags: int | None = Field(default=None, ge=0, le=60, description="Hashtags (A07)")
    max_emoji: int | None = Field(default=None, ge=0, le=100, description="Emoji (A08)")
    sentence_words: int | None = Field(
        default=None, ge=5, le=100, description="Words in a sentence (A12)"
    )
    minutes_apart: int | None = Field(
        default=None, ge=0, le=1440, description="Between two posts of a channel (T01)"
    )
    own_domains: tuple[str, ...] | None = Field(default=None, description="Own websites (L05)")
    known_hashtags: tuple[str, ...] | None = Field(
        default=None, description="Hashtags as they are to be written (A06)"
    )
    link_hosts: tuple[str, ...] | None = Field(
        default=None, description="Hosts that links may lead to (L03)"
    )
    shorteners: tuple[str, ...] | None = Field(default=None, description="Further ones (L06)")
    own_shorteners: tuple[str, ...] | None = Field(default=None, description="Allowed ones (L06)")
    abbreviations: tuple[str, ...] | None = Field(
        default=None, description="Words that may stand in capitals (A10)"
    )
    cross_media: bool | None = Field(
        default=None, description="Posts must lead to an own website (L05)"
    )


class SentenceBorder(BaseModel):
    """One sentence in both languages."""

    model_config = ConfigDict(extra="forbid")

    de: str
    en: str


OneSentence = Annotated[SentenceBorder, BeforeValidator(_sentence)]


class OwnRuleBorder(BaseModel):
    """One of `own_rules`: either a pattern or words."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, AfterValidator(_own_id)]
    pattern: Annotated[str, AfterValidator(_pattern)] | None = Field(
        default=None, description="A regular expression (Python), case counts"
    )
    words: tuple[str, ...] = Field(default=(), description="Words or phrases, case does not count")
    message: OneSentence
    severity: Literal["error", "warning", "info"] = "warning"
    suggestion: OneSentence | None = None
    source: str | None = None

    @model_validator(mode="after")
    def _has_one_of_both(self) -> Self:
        if (self.pattern is None) == (not self.words):
            raise wrong(
                "Eine eigene Regel hat entweder pattern oder words.",
                "An own rule has either pattern or words.",
            )
        return self


def style_of(border: HouseStyleBorder | None, base: HouseStyle) -> HouseStyle:
    """`base` with what `border` says."""
    if border is None:
        return base
    said = border.model_dump(exclude_none=True)
    lowered = {"own_domains", "link_hosts", "shorteners", "own_shorteners"} & said.keys()
    said |= {name: tuple(host.lower() for host in said[name]) for name in lowered}
    return HouseStyle(**{**_plain(base), **said})


def terms_of(
    style: HouseStyleBorder | None, levels: Mapping[str, LevelBorder], base: LintTerms
) -> LintTerms:
    """`base` with what `style` and `levels` say."""
    if style is None and not levels:
        return base
    said = {rule: level.severity for rule, level in levels.items()}
    return LintTerms(style_of(style, base.style), MappingProxyType({**base.levels, **said}))


def own_rule_of(border: OwnRuleBorder) -> OwnRule:
    """The rule that `border` describes."""
    advice = border.suggestion
    return OwnRule(
        id=border.id,
        message=Sentence(border.message.de, border.message.en),
        severity=Severity(border.severity),
        pattern=border.pattern,
        words=border.words,
        suggestion=None if advice is None else Sentence(advice.de, advice.en),
        source=border.source,
    )


def _plain(style: HouseStyle) -> dict[str, Any]:
    return {name: getattr(style, name) for name in HouseStyle.__dataclass_fields__}
