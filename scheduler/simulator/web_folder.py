# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder of the simulated internet: channels lay files there, and platforms fetch them."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path


@cache
def web_folder(base_url: str) -> Path:
    """The folder behind `base_url`, empty at first; it goes away with this process."""
    port = "".join(each if each.isalnum() else "-" for each in base_url)
    folder = Path(tempfile.mkdtemp(prefix=f"litfass-simulated-{port}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def fetched(base_url: str, address: str) -> bytes | None:
    """What lies at `address`; None for what is not below `base_url`, or not there."""
    name = address.removeprefix(f"{base_url}/")
    if name == address or "/" in name:
        return None
    try:
        return (web_folder(base_url) / name).read_bytes()
    except OSError:
        return None
