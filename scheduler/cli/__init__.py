# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: each command parses, calls one function and prints."""

from scheduler.cli.main import main

__all__ = ["main"]
