# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""References to secrets: where they stand, how they become values, how they are kept and hidden.

A secret never stands in config.yaml. It is named (`{env: NAME}`, `{file: PATH}`,
`{command: [...]}`, of a channel also `{stored: NAME}`) and resolved when it is used, so that
reading the configuration needs none.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, quote_plus

from cryptography.fernet import Fernet, InvalidToken
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from scheduler.model.errors import ChannelBlocked, UsageError
from scheduler.model.sentence import Sentence

COMMAND_SECONDS = 10
_HIDDEN = "…"
_REFERENCE_SCHEMA = {
    "title": "Secret reference",
    "oneOf": [
        {"properties": {"env": {"type": "string"}}, "required": ["env"]},
        {"properties": {"file": {"type": "string"}}, "required": ["file"]},
        {
            "properties": {"command": {"type": "array", "items": {"type": "string"}}},
            "required": ["command"],
        },
        {"properties": {"stored": {"type": "string"}}, "required": ["stored"]},
    ],
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
}


@dataclass(frozen=True, slots=True)
class Secret:
    """A reference to a secret: which kind of place, and where in it.

    `stored` is in the database, for its channel only: config.stored_secrets knows the way.
    """

    kind: Literal["env", "file", "command", "stored"]
    where: tuple[str, ...]

    def __str__(self) -> str:
        """The reference, which is no secret itself."""
        return f"{self.kind}: {' '.join(self.where)}"

    def reveal(self, folder: Path | None = None) -> str:
        """The value now; relative paths start at `folder`.

        Raises ChannelBlocked when it is missing: a fault of its channel, not of the configuration.
        """
        value = _READERS[self.kind](self.where, folder or Path())
        if not value:
            raise ChannelBlocked(
                Sentence(
                    f"Das Geheimnis „{self}“ fehlt oder ist leer.",
                    f"The secret “{self}” is missing or empty.",
                )
            )
        remember_secret(value)
        return value

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pydantic models hold secrets as `name: Secret`."""
        return core_schema.no_info_plain_validator_function(_parse_reference)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """What editors may offer for a secret."""
        return dict(_REFERENCE_SCHEMA)


def _parse_reference(value: object) -> Secret:
    if isinstance(value, Secret):
        return value
    if not isinstance(value, dict) or len(value) != 1:
        raise PydanticCustomError(
            "literal_secret",
            "a secret must not stand here; write where it is: "
            "{{env: NAME}}, {{file: PATH}}, {{command: [PROGRAM, ARGUMENT]}} or {{stored: NAME}}",
        )
    kind, where = next(iter(value.items()))
    if kind == "command" and isinstance(where, list) and where:
        return Secret("command", tuple(str(word) for word in where))
    if kind in {"env", "file", "stored"} and isinstance(where, str) and where:
        return Secret(kind, (where,))
    raise PydanticCustomError(
        "secret_reference",
        "not a secret reference; use {{env: NAME}}, {{file: PATH}}, {{command: [PROGRAM]}} or "
        "{{stored: NAME}}",
    )


def _read_env(where: tuple[str, ...], folder: Path) -> str:
    del folder
    return os.environ.get(where[0], "").strip()


def _read_file(where: tuple[str, ...], folder: Path) -> str:
    try:
        return (folder / where[0]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _read_command(where: tuple[str, ...], folder: Path) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, no shell
            where,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _read_nothing(where: tuple[str, ...], folder: Path) -> str:
    """The database is out of reach from here, and holds secrets of channels only."""
    del where, folder
    return ""


_READERS = {
    "env": _read_env,
    "file": _read_file,
    "command": _read_command,
    "stored": _read_nothing,
}


class Sealer:
    """Encrypts what is kept in the database (Fernet)."""

    def __init__(self, key: str) -> None:
        """Use `key`, a Fernet key; raises UsageError when it is none."""
        try:
            self._fernet = Fernet(key)
        except ValueError as error:
            raise UsageError(
                Sentence(
                    "encryption_key ist kein Fernet-Schlüssel. Neu erzeugen: litfass db key",
                    "encryption_key is no Fernet key. Make one with: litfass db key",
                )
            ) from error

    def seal(self, secret: str) -> str:
        """`secret`, encrypted, as text."""
        return self._fernet.encrypt(secret.encode()).decode()

    def unseal(self, sealed: str) -> str | None:
        """The secret again; None when it was sealed with another key."""
        try:
            secret = self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None
        remember_secret(secret)
        return secret


def new_key() -> str:
    """A fresh Fernet key."""
    return Fernet.generate_key().decode()


def key_beside(database: Path) -> str:
    """The key in the 0600 file beside the database, made on first use."""
    path = database.with_name(database.name + ".key")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    key = new_key()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key


_known: set[str] = set()
_learning = threading.Lock()
_PATTERNS = (
    re.compile(r"(?i)(bearer\s+)[A-Za-z0-9._~+/=-]{6,}"),
    re.compile(
        r"(?i)((?:access|refresh)?_?(?:token|jwt|password|secret)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,}]{4,}"
    ),
    re.compile(r"(/bot\d+:)[A-Za-z0-9_-]{20,}"),
    re.compile(r"(?i)(://[^/\s:@]+:)[^/\s@]+(?=@)"),
)
SHORTEST_SECRET = 6
# What any of the patterns needs; most lines have none of it.
_TELLTALE = re.compile(r"(?i)bearer|token|jwt|password|secret|/bot\d|://[^/\s]*@")
_RUN = re.compile(r"[A-Za-z0-9]{16,}")
_known_pattern: dict[int, re.Pattern[str]] = {}


def remember_secret(value: str) -> None:
    """Hide `value` wherever `redact` is asked from now on."""
    if len(value) < SHORTEST_SECRET or value in _known:
        return
    with _learning:  # of two threads that learn at once, neither forgets for the other
        _known.add(value)
        _known.update(_guises(value))
        longest_first = sorted(_known, key=len, reverse=True)
        _known_pattern[0] = re.compile("|".join(map(re.escape, longest_first)))


def _guises(secret: str) -> Iterator[str]:
    """How `secret` looks where a careless server repeats it: in JSON, in HTML, in an address.

    What is escaped more than once keeps its runs of letters and digits; one that is long and has
    a digit is as good as the secret, and no word of a sentence.
    """
    in_json = json.dumps(secret)[1:-1]
    yield in_json
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield json.dumps(in_json)[1:-1]
    yield html.escape(secret)
    yield quote(secret, safe="")
    yield quote_plus(secret)
    for run in _RUN.findall(secret):
        if any(character.isdigit() for character in run):
            yield run


def without_known(text: str) -> str:
    """`text` without any secret that was revealed in this process, in whatever guise.

    For words that may quote a post: nothing is hidden there that only looks like a secret.
    """
    return _known_pattern[0].sub(_HIDDEN, text) if _known_pattern else text


def redact(text: str) -> str:
    """`text` without any secret that was revealed in this process or that looks like one."""
    text = without_known(text)
    if _TELLTALE.search(text) is None:
        return text
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\1{_HIDDEN}", text)
    return text
