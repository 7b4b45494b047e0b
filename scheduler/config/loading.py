# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads config.yaml and says everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from scheduler.config.approval import (
    ApprovalSettings,
    approval_of,
    unknown_policies,
    unmeetable,
)
from scheduler.config.border import ConfigBorder, HttpBorder, TimingBorder
from scheduler.config.channels import ChannelReader
from scheduler.config.database import PASSWORD, holds_password, resolved
from scheduler.config.health import health_of
from scheduler.config.linting import OwnRuleBorder, own_rule_of, terms_of
from scheduler.config.notices import NoticeBorder, NoticeTarget, target_of
from scheduler.config.pools import PoolBorder, faults_in, pools_of
from scheduler.config.report_orders import report_order
from scheduler.config.retention import retention_of
from scheduler.config.settings import (
    ChannelSettings,
    ConfigError,
    HttpSettings,
    Kind,
    Settings,
    Timing,
)
from scheduler.config.windows import blackout_of, quiet_day_of
from scheduler.credentials import Secret
from scheduler.model.finding import Finding
from scheduler.model.house_style import LintTerms, OwnRule
from scheduler.model.recurrence import Pool
from scheduler.model.sentence import Place, Sentence
from scheduler.model.window import Windows
from scheduler.yaml_source import Node, Section, read_file
from scheduler.yaml_source.findings import WRONG, fault
from scheduler.yaml_source.fitting import fit

LATE_WINDOW = timedelta(minutes=15)
CATCH_UP = timedelta(seconds=5)
TAKE_DOWN = timedelta(days=2)


def load_settings(path: Path, kinds: Mapping[str, Kind]) -> Settings:
    """The settings in the file at `path`; `kinds` are the platforms by name.

    Needs neither secrets nor network. Raises ConfigError with all faults.
    """
    source = read_file(path, str(path))
    findings = list(source.findings)
    if source.root is None:
        raise ConfigError(findings)
    reader = _Reader(path, kinds, findings)
    settings = reader.read(source.root)
    if findings or settings is None:
        raise ConfigError(sorted(findings, key=lambda one: (one.place.line, one.place.column)))
    return settings


class _Reader:
    def __init__(self, path: Path, kinds: Mapping[str, Kind], findings: list[Finding]) -> None:
        self._path = path.absolute()
        self._folder = self._path.parent
        self._kinds = kinds
        self._findings = findings

    def read(self, root: Node) -> Settings | None:
        border = fit(_without_channels(root), ConfigBorder)
        self._findings += border.findings
        if border.value is None or not isinstance(root, Section):
            return None
        value = border.value
        late_window = LATE_WINDOW if value.late_window is None else value.late_window
        lint = terms_of(value.house_style, value.lint, LintTerms())
        channels = ChannelReader(self._kinds, late_window, lint)
        read = channels.read(root.get("channels"))
        self._findings += channels.findings
        return Settings(
            folder=self._folder,
            path=self._path,
            database=self._database(value.database, root),
            posts=self._folder / value.posts,
            templates=self._folder / value.templates,
            timezone=value.timezone,
            language=value.language,
            channels=MappingProxyType(read),
            languages=value.languages,
            addresses=_addresses(value.localised_urls),
            late_window=late_window,
            cadence=tuple(sorted(set(value.sampling))),
            encryption_key=value.encryption_key,
            workers=value.workers,
            catch_up=CATCH_UP if value.catch_up is None else value.catch_up,
            notices=self._notices(value.notices, root),
            reports=tuple(report_order(each, self._folder) for each in value.reports),
            holidays=value.holidays,
            pools=self._pools(value.pools, read, root),
            rights_required=value.rights == "required",
            take_down_within=TAKE_DOWN
            if value.take_down_within is None
            else value.take_down_within,
            ai_label_phrases=tuple(phrase for phrase in value.ai_label_phrases if phrase.strip()),
            health=health_of(value.health),
            public_threshold=value.public_threshold,
            retention=retention_of(value.retention),
            approval=self._approval(value, read, root),
            lint=lint,
            own_rules=self._own_rules(value.own_rules, root),
            link_checks=value.link_checks,
            windows=_windows(value, read),
            http=self._http(value.http, root),
            timing=_timing(value.timing),
        )

    def _database(self, written: str | Secret, root: Section) -> str | Secret:
        if isinstance(written, Secret):
            return written
        place = _place(root, "database")
        url, problem = resolved(written, self._folder)
        if holds_password(written):
            self._say(place, PASSWORD)
        elif url is None:
            self._say(place, problem)
        return url or written

    def _notices(
        self, borders: tuple[NoticeBorder, ...], root: Section
    ) -> tuple[NoticeTarget, ...]:
        targets = tuple(target_of(border) for border in borders)
        if len({target.name for target in targets}) < len(targets):
            self._say(_place(root, "notices"), _TWICE)
        return targets

    def _pools(
        self, borders: Mapping[str, PoolBorder], channels: Iterable[str], root: Section
    ) -> Mapping[str, Pool]:
        pools = pools_of(borders)
        self._findings += faults_in(pools, channels, root)
        return MappingProxyType(pools)

    def _approval(
        self, border: ConfigBorder, channels: Mapping[str, ChannelSettings], root: Section
    ) -> ApprovalSettings:
        approval = approval_of(border)
        named = [("approval", approval.default or "")] if approval.default else []
        named += [
            (f"channels.{name}.approval", channel.approval)
            for name, channel in channels.items()
            if channel.approval is not None
        ]
        for said in unknown_policies(approval, named):
            self._say(_place(root, "approval" if approval.default else "channels"), said)
        for said in unmeetable(approval):
            self._say(_place(root, "approval_policies"), said)
        return approval

    def _own_rules(self, borders: tuple[OwnRuleBorder, ...], root: Section) -> tuple[OwnRule, ...]:
        rules = tuple(own_rule_of(border) for border in borders)
        if len({rule.id for rule in rules}) < len(rules):
            self._say(_place(root, "own_rules"), _SAME_ID)
        return rules

    def _http(self, border: HttpBorder, root: Section) -> HttpSettings:
        file = self._folder / border.ca_file if border.ca_file else None
        if file and not file.is_file():
            missing = Sentence("Die Datei ca_file fehlt.", "The file of ca_file is missing.")
            self._say(_place(root, "http"), missing)
        return HttpSettings(border.connect_seconds, border.read_seconds, border.total_seconds, file)

    def _say(self, place: Place, sentence: Sentence) -> None:
        self._findings.append(fault(WRONG, place, sentence.de, sentence.en))


def _windows(border: ConfigBorder, channels: Mapping[str, ChannelSettings]) -> Windows:
    """All that closes times, in the zone of the workspace."""
    return Windows(
        zone=border.timezone,
        blackouts=tuple(blackout_of(each, border.timezone) for each in border.blackouts),
        quiet_days=tuple(quiet_day_of(each) for each in border.quiet_days),
        hours=MappingProxyType(
            {name: each.hours for name, each in channels.items() if each.hours is not None}
        ),
    )


def _timing(border: TimingBorder) -> Timing:
    standard = Timing()
    return Timing(
        lease=border.lease or standard.lease,
        settle=border.settle,
        between_looks=border.between_looks or standard.between_looks,
    )


def _addresses(written: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({url: MappingProxyType(dict(of)) for url, of in written.items()})


def _without_channels(root: Node) -> Node:
    """Channels are read by themselves: their keys depend on the platform."""
    if not isinstance(root, Section):
        return root
    kept = tuple(entry for entry in root if entry.key.text != "channels")
    return Section(kept, root.place, root.end)


def _place(root: Section, key: str) -> Place:
    value = root.get(key)
    return value.place if value else root.place


_SAME_ID = Sentence(
    "Unter own_rules haben zwei Regeln dieselbe id.", "Two rules below own_rules have the same id."
)
_TWICE = Sentence(
    "Unter notices steht eine Adresse zweimal. Schreiben Sie alle Ereignisse zu einer.",
    "An address stands twice below notices. Write all its events beside one.",
)
