# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Gives a channel its access: tried first, then kept encrypted in the database."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from scheduler.config.stored_secrets import as_entries, stored_names, with_stored
from scheduler.model.errors import ChannelBlocked, UsageError
from scheduler.model.login import AsksConsent, ConsentRequest
from scheduler.model.platform import Checks, Health, Vault
from scheduler.model.sentence import Sentence
from scheduler.operations.channel_health import CheckedChannel, check_channel, require_channel
from scheduler.operations.workspace import Workspace
from scheduler.store import channels

_RANDOM_BYTES = 48  # 64 characters: RFC 7636 asks for 43 to 128


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a channel's login needs: the names of its secrets, and the way through the browser."""

    channel: str
    names: tuple[str, ...]
    consent: AsksConsent | None


@dataclass
class _TrialVault:
    """Shows new secrets beside those that are kept, and gathers what is saved meanwhile."""

    kept: Vault
    entries: dict[str, str]
    known: frozenset[str] = field(default_factory=frozenset)

    def load(self, name: str) -> str | None:
        """A new entry; of the kept ones only secrets, for a session would hide a wrong password."""
        if name in self.entries or name not in self.known:
            return self.entries.get(name)
        return self.kept.load(name)

    def save(self, name: str, secret: str) -> None:
        """Keep it with the others until the trial is over."""
        self.entries[name] = secret

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Nobody else knows of the trial."""
        yield


def entrance_of(workspace: Workspace, name: str) -> Entrance:
    """How the channel `name` is logged in; raises UsageError where config.yaml forbids it."""
    require_channel(workspace, name)
    settings, kind = workspace.settings.channels[name].settings, workspace.kind_of(name)
    names = stored_names(settings)
    if not names:
        raise UsageError(_nothing_stored(name))
    consent = kind.login(settings, workspace.connection(name)) if kind.login else None
    return Entrance(name, names, consent)


def new_request(redirect: str | None, state: str) -> ConsentRequest:
    """A try with randomness of its own."""
    return ConsentRequest(redirect, state, secrets.token_urlsafe(_RANDOM_BYTES))


def new_state() -> str:
    """What nobody can guess who has not seen the address."""
    return secrets.token_urlsafe(_RANDOM_BYTES)


def keep_access(
    workspace: Workspace, name: str, given: Mapping[str, str], *, other_account: bool = False
) -> CheckedChannel:
    """Try `given`, keep it, and say how the channel stands now.

    Raises ChannelBlocked where the platform does not take it, and UsageError where it belongs to
    another account than the channel's so far; nothing is kept then.
    """
    configured = workspace.settings.channels[name].settings
    unknown = sorted(set(given) - set(stored_names(configured)))
    if unknown:
        raise UsageError(_not_stored(name, unknown))
    entries = _tried(workspace, name, given, other_account=other_account)
    vault = workspace.connection(name).vault
    with vault.lock():
        for entry, value in entries.items():
            vault.save(entry, value)
    return check_channel(workspace, name)


def _tried(
    workspace: Workspace, name: str, given: Mapping[str, str], *, other_account: bool
) -> Mapping[str, str]:
    """What is to be kept: `given`, and what the platform gave for it during the trial."""
    kind, real = workspace.kind_of(name), workspace.connection(name)
    configured = workspace.settings.channels[name].settings
    known = frozenset(as_entries(dict.fromkeys(stored_names(configured), "")))
    vault = _TrialVault(real.vault, dict(as_entries(given)), known)
    if kind.open is None:
        raise UsageError(_nothing_stored(name))
    settings = with_stored(configured, name, vault.load)
    platform = kind.open(settings, replace(real, vault=vault))
    if isinstance(platform, Checks):
        _same_account(workspace, name, platform.check(), other_account=other_account)
    return vault.entries


def _same_account(workspace: Workspace, name: str, health: Health, *, other_account: bool) -> None:
    with workspace.database.read() as connection:
        row = channels.all_channels(connection).get(name)
    known = row.account if row is not None else None
    if known and health.account != known and not other_account:
        raise UsageError(_another(name, known, health.account))


def missing_value(name: str) -> ChannelBlocked:
    """That nothing was given for a secret."""
    return ChannelBlocked(
        Sentence(
            f"Für „{name}“ wurde nichts eingegeben; es ist nichts geändert.",
            f"Nothing was given for “{name}”; nothing was changed.",
        )
    )


def _nothing_stored(name: str) -> Sentence:
    return Sentence(
        f"Der Kanal „{name}“ liest seine Geheimnisse von dort, wo config.yaml sie nennt. Damit "
        "Litfass sie bewahrt, schreiben Sie dort zum Beispiel: token: {stored: token}",
        f"The channel “{name}” reads its secrets from where config.yaml says. To have Litfass "
        "keep them, write there, for example: token: {stored: token}",
    )


def _not_stored(name: str, unknown: list[str]) -> Sentence:
    keys = ", ".join(f"{each}: {{stored: {each}}}" for each in unknown)
    return Sentence(
        f"Der Zugang passt nicht zu config.yaml. Beim Kanal „{name}“ muss stehen: {keys}",
        f"The access does not fit config.yaml. The channel “{name}” must have: {keys}",
    )


def _another(name: str, known: str, found: str) -> Sentence:
    return Sentence(
        f"Der Kanal „{name}“ veröffentlicht bisher als {known}; dieser Zugang gehört zu {found}. "
        "Es ist nichts geändert. Wenn das so gewollt ist: --other-account",
        f"The channel “{name}” publishes as {known} so far; this access belongs to {found}. "
        "Nothing was changed. If this is intended: --other-account",
    )
