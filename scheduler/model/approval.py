# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Approval in the words of the field: who may release what, and who has said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

Vote = Literal["submit", "approve", "reject"]
APPROVER = "approver"
PUBLISHER = "publisher"
AUDITOR = "auditor"
ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Policy:
    """How many persons of which roles must approve; `sensitive` is the stricter form of it."""

    name: str
    count: int = 1
    roles: tuple[str, ...] = (APPROVER,)
    distinct_from_author: bool = True
    sensitive: Policy | None = None


@dataclass(frozen=True, slots=True)
class ApprovalRules:
    """What config.yaml demands: the policies, which hold where, and who has which roles."""

    policies: Mapping[str, Policy] = field(default_factory=lambda: MappingProxyType({}))
    default: str | None = None
    channels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    roles: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))


NO_RULES = ApprovalRules()


@dataclass(frozen=True, slots=True)
class ApprovalWish:
    """What a post or campaign asks of approval in its file: a policy's name, and sensitivity."""

    policy: str | None = None
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """All that a post's files ever asked of approval; it grows and never shrinks.

    `owner` is what the file calls its owner: a claim, good enough to exclude that person. `extra`
    is how many approvals a blackout at its time asks on top; it follows the time and config.yaml.
    """

    policies: tuple[str, ...] = ()
    sensitive: bool = False
    owner: str | None = None
    extra: int = 0

    def with_earlier(self, earlier: Choice) -> Choice:
        """This choice, and what the files asked before: nothing is taken back by an edit."""
        return Choice(
            tuple(sorted({*self.policies, *earlier.policies})),
            self.sensitive or earlier.sensitive,
            self.owner or earlier.owner,
            self.extra,
        )

    def to_json(self) -> dict[str, Any]:
        """As it is kept in the database."""
        asked = {"policies": list(self.policies), "sensitive": self.sensitive, "owner": self.owner}
        return {**asked, "extra": self.extra} if self.extra else asked

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> Choice:
        """What `to_json` wrote; nothing where nothing was written."""
        if not value:
            return cls()
        policies, extra = tuple(value["policies"]), value.get("extra", 0)
        return cls(policies, bool(value["sensitive"]), value["owner"], extra)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A person's no to a content, which stands until that person approves or it changes."""

    person: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Votes:
    """Who said what about one content of one post.

    `authors` submitted this or an earlier version with their own token; `submitted` says whether
    somebody did so for exactly this one. `ever_approved` counts voided approvals too;
    `covers` are the digests of the messages that each of them approved.
    """

    approved: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    submitted: bool = False
    ever_approved: frozenset[str] = frozenset()
    covers: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def covering(self, digest: str, *, begun: bool = False) -> Votes:
        """Only the approvals that were given for the message with this digest.

        What has `begun` may finish: there, voided approvals and later rejections do not matter.
        """
        given = self.ever_approved if begun else self.approved
        fitting = frozenset(who for who in given if digest in self.covers.get(who, ()))
        rejection = None if begun else self.rejection
        return replace(self, approved=fitting, rejection=rejection)

    rejection: Rejection | None = None
