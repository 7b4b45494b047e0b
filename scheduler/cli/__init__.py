# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: each command parses, calls one function and prints."""

from __future__ import annotations

from typing import Annotated

import typer

from scheduler import __version__

app = typer.Typer(
    name="litfass",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    app(prog_name="litfass")


def _print_version(asked: bool) -> None:
    """Print the version and leave, when it was asked for."""
    if asked:
        typer.echo(f"litfass {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version and exit.",
            callback=_print_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """Litfass publishes your campaign's posts, each once and on time."""
