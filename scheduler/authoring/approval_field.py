# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`approval` in posts and campaigns: a wish for more, never for less, than config.yaml demands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from scheduler.authoring.complaints import UNKNOWN
from scheduler.model.approval import ApprovalWish, Choice
from scheduler.model.campaign import Campaign
from scheduler.model.finding import Finding
from scheduler.model.post import Post
from scheduler.model.sentence import Sentence
from scheduler.yaml_source.findings import fault, known_or_nearest


class ApprovalBorder(BaseModel):
    """`approval`; a plain text is the policy's name."""

    model_config = ConfigDict(extra="forbid")

    policy: str | None = Field(
        default=None, description="Name of a policy in config.yaml that must be met as well"
    )
    sensitive: bool = Field(default=False, description="Asks for the stricter form of each policy")


def _named(value: object) -> object:
    return {"policy": value} if isinstance(value, str) else value


ApprovalWritten = Annotated[ApprovalBorder, BeforeValidator(_named)]


def wish_of(border: ApprovalBorder | None) -> ApprovalWish:
    """The wish that `border` writes down."""
    return ApprovalWish() if border is None else ApprovalWish(border.policy, border.sensitive)


def choice_of(post: Post, campaign: Campaign | None) -> Choice:
    """What the post and its campaign ask together."""
    wishes = [post.approval, *([campaign.approval] if campaign else [])]
    return Choice(
        policies=tuple(sorted({wish.policy for wish in wishes if wish.policy})),
        sensitive=any(wish.sensitive for wish in wishes),
        owner=post.owner,
    )


def unknown_policy(post: Post, choice: Choice, known: Collection[str]) -> Iterator[Finding]:
    """A policy that config.yaml does not have; said of each post that it would hold for."""
    for name in choice.policies:
        if name not in known:
            yield fault(
                UNKNOWN,
                post.place,
                f"Die Freigaberegel „{name}“ gibt es in config.yaml nicht.",
                f"There is no approval policy “{name}” in config.yaml.",
                known_or_nearest(name, known)
                if known
                else Sentence("Löschen Sie „approval“.", "Delete “approval”."),
            )
