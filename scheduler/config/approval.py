# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`people`, `approval_policies` and `approval` in config.yaml: out of the authors' reach."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from scheduler.credentials import Secret
from scheduler.model.approval import APPROVER, Policy
from scheduler.model.sentence import Sentence
from scheduler.yaml_source.fields import Span

REMIND_BEFORE = (timedelta(days=1), timedelta(hours=2))
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,62}$")]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]


class PersonBorder(BaseModel):
    """One of `people`: what somebody may do, and where the hash of the token stands."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(default="", description="What to call the person, if the id is not enough")
    roles: Names = Field(
        description="author, editor, approver, publisher, auditor, admin, or roles of your own"
    )
    token: Secret = Field(
        description="Where the hash stands that `litfass person token` prints, by reference"
    )


class SensitiveBorder(BaseModel):
    """`sensitive` of a policy: what else it asks of a sensitive post."""

    model_config = ConfigDict(extra="forbid")

    count: int | None = Field(default=None, ge=1, le=20, description="How many must approve")
    roles: Names | None = Field(default=None, description="With one of these roles")


class PolicyBorder(BaseModel):
    """One of `approval_policies`."""

    model_config = ConfigDict(extra="forbid")

    count: int = Field(default=1, ge=1, le=20, description="How many persons must approve")
    roles: Names = Field(default=(APPROVER,), description="Each with at least one of these roles")
    distinct_from_author: bool = Field(
        default=True, description="Whether who wrote a post may not approve it"
    )
    sensitive: SensitiveBorder | None = Field(
        default=None, description="What is asked of posts that are marked as sensitive"
    )


def _no_people() -> Mapping[str, PersonSettings]:
    return MappingProxyType({})


def _no_policies() -> Mapping[str, Policy]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PersonSettings:
    """A person who may give orders; `token` leads to the argon2 hash of the personal token."""

    id: str
    roles: frozenset[str]
    token: Secret
    name: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalSettings:
    """Everybody who may order, the policies by name, and the one that holds for every post."""

    people: Mapping[str, PersonSettings] = field(default_factory=_no_people)
    policies: Mapping[str, Policy] = field(default_factory=_no_policies)
    default: str | None = None
    remind_before: tuple[timedelta, ...] = REMIND_BEFORE

    @property
    def roles(self) -> Mapping[str, frozenset[str]]:
        """The roles of each person, by id."""
        return {person.id: person.roles for person in self.people.values()}


class ApprovalBorder(BaseModel):
    """The keys of config.yaml about approval; `ConfigBorder` has them among its own."""

    model_config = ConfigDict(extra="forbid")

    people: dict[Name, PersonBorder] = Field(
        default_factory=dict, description="Who may give orders, by id"
    )
    approval_policies: dict[Name, PolicyBorder] = Field(
        default_factory=dict, description="Who must approve what, by name"
    )
    approval: str | None = Field(
        default=None, description="Name of the policy that holds for every post"
    )
    remind_before: tuple[Span, ...] = Field(
        default=REMIND_BEFORE, description="How long before its time a missing approval is told"
    )


def approval_of(border: ApprovalBorder) -> ApprovalSettings:
    """The settings that `border` describes."""
    people = {
        name: PersonSettings(name, frozenset(person.roles), person.token, person.name)
        for name, person in border.people.items()
    }
    policies = {name: _policy(name, policy) for name, policy in border.approval_policies.items()}
    return ApprovalSettings(
        people=MappingProxyType(people),
        policies=MappingProxyType(policies),
        default=border.approval,
        remind_before=tuple(sorted(set(border.remind_before), reverse=True)),
    )


def unmeetable(settings: ApprovalSettings) -> Iterator[Sentence]:
    """Policies that even everybody together could not meet: nothing would ever go out."""
    for policy in settings.policies.values():
        for form in (policy, policy.sensitive):
            if form is None:
                continue
            able = [who for who in settings.people.values() if who.roles & set(form.roles)]
            if len(able) < form.count:
                yield _too_few(form, len(able))
                break


def unknown_policies(
    settings: ApprovalSettings, named: Iterable[tuple[str, str]]
) -> Iterator[Sentence]:
    """What names a policy that does not exist; `named` holds the place's words and the name."""
    known = ", ".join(settings.policies) or "–"
    for where, name in named:
        if name not in settings.policies:
            yield Sentence(
                f"{where}: Die Freigaberegel „{name}“ gibt es nicht. Bekannt sind: {known}.",
                f"{where}: there is no approval policy “{name}”. Known are: {known}.",
            )


def _policy(name: str, border: PolicyBorder) -> Policy:
    plain = Policy(name, border.count, border.roles, border.distinct_from_author)
    if border.sensitive is None:
        return plain
    stricter = dataclasses.replace(
        plain,
        count=border.sensitive.count or plain.count,
        roles=border.sensitive.roles or plain.roles,
    )
    return dataclasses.replace(plain, sensitive=stricter)


def _too_few(policy: Policy, able: int) -> Sentence:
    roles = ", ".join(policy.roles)
    return Sentence(
        f"Die Freigaberegel „{policy.name}“ verlangt {policy.count} Personen mit einer der Rollen "
        f"{roles}; unter people stehen davon {able}.",
        f"The approval policy “{policy.name}” asks for {policy.count} persons with one of the "
        f"roles {roles}; people has {able} of them.",
    )
