# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What config.yaml says, typed and frozen; paths are absolute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from pydantic import BaseModel

from scheduler.config.approval import ApprovalSettings
from scheduler.config.database import resolved
from scheduler.config.health import HealthSettings
from scheduler.config.notices import NoticeTarget
from scheduler.config.report_orders import ReportOrder
from scheduler.credentials import Secret
from scheduler.model.approval import ApprovalRules
from scheduler.model.engagement import DEFAULT_CADENCE
from scheduler.model.errors import ChannelBlocked, UsageError
from scheduler.model.finding import Finding
from scheduler.model.house_style import LintTerms, OwnRule
from scheduler.model.recurrence import Pool, PoolSlot
from scheduler.model.retention import Keep
from scheduler.model.sentence import Language, Sentence
from scheduler.model.window import NO_WINDOWS, Hours, Windows


class Kind(Protocol):
    """What config asks of a platform kind (`model.platform.PlatformKind`)."""

    @property
    def settings(self) -> type[Any]:
        """The pydantic model of its keys."""
        ...

    @property
    def open(self) -> object:
        """What opens an account; None where it can only count."""
        ...


class ConfigError(UsageError):
    """config.yaml cannot be used; `findings` are all its faults, in the order of the file."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Say all `findings`, one line each."""
        super().__init__(_sentence(findings), findings[0].place)
        self.findings = tuple(findings)


def _sentence(findings: Sequence[Finding]) -> Sentence:
    said = [
        Sentence(*(f"{finding.place}: {_in_full(finding, de=de)}" for de in (True, False)))
        for finding in findings
    ]
    return Sentence("\n".join(one.de for one in said), "\n".join(one.en for one in said))


def _in_full(finding: Finding, *, de: bool) -> str:
    sentences = (finding.message, finding.suggestion)
    return " ".join((one.de if de else one.en) for one in sentences if one)


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """One account: its platform's name and that platform's own keys, validated."""

    id: str
    platform: str
    late_window: timedelta
    settings: BaseModel
    approval: str | None = None
    lint: LintTerms = field(default_factory=LintTerms)
    hours: Hours | None = None
    slots: tuple[PoolSlot, ...] = ()


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """Bounds of every request, and a certificate authority beside the system's."""

    connect_seconds: float = 5.0
    read_seconds: float = 15.0
    total_seconds: float = 30.0
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """Inner time-outs; None takes the platform's own. Tests shrink them, operators need not.

    `lease`: how long a claim holds. `settle`: the pause before the first look for an
    unconfirmed delivery. `between_looks`: the pause between two looks.
    """

    lease: timedelta = timedelta(seconds=90)
    settle: timedelta | None = None
    between_looks: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration. `database` is hidden from repr: it may hold a password."""

    folder: Path
    path: Path
    database: str | Secret = field(repr=False)
    posts: Path
    templates: Path
    timezone: str = "Europe/Berlin"
    language: Language | None = None
    channels: Mapping[str, ChannelSettings] = field(default_factory=lambda: MappingProxyType({}))
    languages: tuple[str, ...] = ()
    addresses: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    late_window: timedelta = timedelta(minutes=15)
    cadence: tuple[timedelta, ...] = DEFAULT_CADENCE
    encryption_key: Secret | None = None
    workers: int = 20
    catch_up: timedelta = timedelta(seconds=5)
    notices: tuple[NoticeTarget, ...] = ()
    reports: tuple[ReportOrder, ...] = ()
    holidays: str | None = None
    pools: Mapping[str, Pool] = field(default_factory=lambda: MappingProxyType({}))
    rights_required: bool = False
    take_down_within: timedelta = timedelta(days=2)
    ai_label_phrases: tuple[str, ...] = ()
    health: HealthSettings | None = None
    public_threshold: int = 5
    retention: Mapping[str, Keep] = field(default_factory=lambda: MappingProxyType({}))
    approval: ApprovalSettings = field(default_factory=ApprovalSettings)
    lint: LintTerms = field(default_factory=LintTerms)
    own_rules: tuple[OwnRule, ...] = ()
    link_checks: bool = False
    windows: Windows = NO_WINDOWS
    http: HttpSettings = field(default_factory=HttpSettings)
    timing: Timing = field(default_factory=Timing)

    def approval_rules(self) -> ApprovalRules:
        """What must be approved by whom, as far as config.yaml says."""
        channels = {
            name: channel.approval
            for name, channel in self.channels.items()
            if channel.approval is not None
        }
        approval = self.approval
        return ApprovalRules(approval.policies, approval.default, channels, approval.roles)

    def database_url(self) -> str:
        """The address of the database, a SQLite path in it absolute; keep it out of messages.

        Raises UsageError when it is a reference that leads to nothing usable.
        """
        if isinstance(self.database, str):
            return self.database
        try:
            revealed = self.database.reveal(self.folder)
        except ChannelBlocked as error:
            raise UsageError(error.sentence) from error
        url, problem = resolved(revealed, self.folder)
        if url is None:
            raise UsageError(problem)
        return url
