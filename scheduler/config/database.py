# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of databases: which are taken, and where a relative path leads."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from scheduler.model.sentence import Sentence

_SQLITE = "sqlite:///"
_POSTGRES = "postgresql+psycopg"
OTHER = Sentence(
    "Als Datenbank gehen sqlite:///DATEI und postgresql://RECHNER/NAME.",
    "A database may be sqlite:///FILE or postgresql://HOST/NAME.",
)
NO_FILE = Sentence(
    "Die SQLite-Datenbank braucht eine Datei, zum Beispiel sqlite:///litfass.db.",
    "The SQLite database needs a file, for example sqlite:///litfass.db.",
)
PASSWORD = Sentence(
    "Ein Passwort darf nicht in dieser Datei stehen. Nennen Sie, wo die Adresse liegt: "
    "database: {env: DATABASE_URL}.",
    "A password must not stand in this file. Name where the address is: "
    "database: {env: DATABASE_URL}.",
)


def resolved(url: str, folder: Path) -> tuple[str | None, Sentence]:
    """`url` for SQLAlchemy, a SQLite path absolute from `folder`; or None and why not."""
    scheme, _, rest = url.partition("://")
    if scheme in {"postgresql", _POSTGRES} and rest:
        return f"{_POSTGRES}://{rest}", OTHER
    if scheme != "sqlite":
        return None, OTHER
    path = url.removeprefix(_SQLITE) if url.startswith(_SQLITE) else ""
    if not path or path.startswith((":", "?", "file:")):
        return None, NO_FILE
    return _SQLITE + str(folder / path), OTHER


def holds_password(url: str) -> bool:
    """Whether a password stands in `url` itself."""
    try:
        return bool(unquote(urlsplit(url).password or "")) or "password=" in url
    except ValueError:
        return "@" in url
