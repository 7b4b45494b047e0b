# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who orders: a personal token, checked against the argon2 hash that config.yaml leads to."""

from __future__ import annotations

import contextlib
import functools
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from scheduler.config import PersonSettings, Settings
from scheduler.credentials import remember_secret
from scheduler.model.clock import Clock
from scheduler.model.errors import ChannelBlocked, UsageError
from scheduler.model.person import Person
from scheduler.model.sentence import Sentence
from scheduler.store.audit import Act

TOKEN_BYTES = 32
# Who guesses waits; who mistypes hardly notices.
SLOW_SECONDS = 1.0
_PREFIX = "litfass"
_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token, shown once and kept nowhere, and the hash that config.yaml leads to."""

    token: str
    hash: str


@dataclass(frozen=True, slots=True)
class TokenIdentity:
    """An `Identity` by token; `tell` writes a failure into the audit log."""

    settings: Settings
    token: str
    clock: Clock
    tell: Callable[[Act], None]

    def person(self) -> Person:
        """The person whose token it is; a wrong one is told, and answered slowly."""
        remember_secret(self.token)
        claimed = _claimed(self.token)
        known = self.settings.approval.people.get(claimed)
        # Somebody unknown is checked as well: how long it takes must not tell who is known.
        fits = _fits(self._hash_of(known), self.token)
        if known is None or not fits:
            act = Act(self.clock.now(), claimed or "unknown", "login.failed", "token")
            self.tell(act)
            self.clock.sleep(SLOW_SECONDS)
            raise UsageError(_WRONG)
        return Person(known.id, known.roles, known.name)

    def _hash_of(self, person: PersonSettings | None) -> str:
        if person is None:
            return _nobodys_hash()
        try:
            return person.token.reveal(self.settings.folder)
        except ChannelBlocked as error:
            raise UsageError(error.sentence) from error


def new_token(person: str) -> NewToken:
    """A token for the person with this id."""
    token = f"{_PREFIX}:{person}:{secrets.token_urlsafe(TOKEN_BYTES)}"
    return NewToken(token, _HASHER.hash(token))


def _claimed(token: str) -> str:
    """Whose token it says it is; "" where it has not the form of one."""
    pieces = token.split(":")
    return pieces[1] if len(pieces) == 3 and pieces[0] == _PREFIX else ""  # noqa: PLR2004


def _fits(hashed: str, token: str) -> bool:
    with contextlib.suppress(VerificationError, InvalidHashError):
        return _HASHER.verify(hashed, token)
    return False


@functools.cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe(TOKEN_BYTES))


_WRONG = Sentence(
    "Dieses Token gehört niemandem, der in config.yaml unter people steht. Ein neues macht: "
    "litfass person token NAME",
    "This token belongs to nobody who stands below people in config.yaml. A new one makes: "
    "litfass person token NAME",
)
