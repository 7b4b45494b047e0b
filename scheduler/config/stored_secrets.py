# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A channel's secrets that `litfass channels login` keeps in the database, encrypted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from scheduler.credentials import Secret, remember_secret
from scheduler.model.errors import ChannelBlocked
from scheduler.model.sentence import Sentence

Model = TypeVar("Model", bound=BaseModel)
_PREFIX = "login."  # beside it an adapter keeps entries of its own: sessions, renewed tokens


@dataclass(frozen=True, slots=True)
class HeldSecret(Secret):
    """A stored secret with the way to it; `load` gives an entry of the channel's vault."""

    channel: str
    load: Callable[[str], str | None]

    def reveal(self, folder: Path | None = None) -> str:
        """The value now; raises ChannelBlocked before the first login."""
        del folder
        value = self.load(entry_of(self.where[0]))
        if not value:
            raise ChannelBlocked(not_logged_in(self.channel))
        remember_secret(value)
        return value


def entry_of(name: str) -> str:
    """What the vault calls the stored secret `name`."""
    return f"{_PREFIX}{name}"


def stored_names(settings: BaseModel) -> tuple[str, ...]:
    """The names of the stored secrets that `settings` refer to, in the order of the keys."""
    found = (secret.where[0] for secret in secrets_of(settings) if secret.kind == "stored")
    return tuple(dict.fromkeys(found))


def secrets_of(settings: BaseModel) -> Iterator[Secret]:
    """Every reference in `settings`, also in sections of theirs."""
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, Secret):
            yield value
        elif isinstance(value, BaseModel):
            yield from secrets_of(value)


def with_stored(settings: Model, channel: str, load: Callable[[str], str | None]) -> Model:
    """`settings` whose stored secrets come from `load`; the same ones if there are none."""
    changed: dict[str, Any] = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, Secret) and value.kind == "stored":
            changed[name] = HeldSecret(value.kind, value.where, channel, load)
        elif isinstance(value, BaseModel) and stored_names(value):
            changed[name] = with_stored(value, channel, load)
    return settings.model_copy(update=changed) if changed else settings


def as_entries(secrets: Mapping[str, str]) -> Mapping[str, str]:
    """`secrets` by the names that the vault has for them."""
    return {entry_of(name): value for name, value in secrets.items()}


def not_logged_in(channel: str) -> Sentence:
    """That the channel has no access yet, and how it gets one."""
    return Sentence(
        f"Der Kanal „{channel}“ hat noch keinen Zugang. Anmelden: litfass channels login {channel}",
        f"The channel “{channel}” has no access yet. Log in: litfass channels login {channel}",
    )
