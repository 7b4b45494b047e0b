# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A person who gives orders, and what says who it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from scheduler.model.approval import ADMIN


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose identity was proved; `id` is what the audit log says."""

    id: str
    roles: frozenset[str]
    name: str = ""

    def may_act_as(self, roles: Collection[str]) -> bool:
        """Whether the person has one of `roles`; an admin gives every order but no approval."""
        return bool(self.roles & {*roles, ADMIN})


class Identity(Protocol):
    """Says who orders: today a personal token, later a header or OpenID Connect."""

    def person(self) -> Person:
        """The person; raises UsageError where nobody is proved to be there."""
        ...
