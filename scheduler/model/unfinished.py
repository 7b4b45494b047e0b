# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mark of a place in a new platform that its author has yet to fill in."""

from __future__ import annotations

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence


class Unfinished(UsageError):
    """Raised where code is missing; the contract suite lists all such places of a platform."""

    def __init__(self, thing: str, todo: str) -> None:
        """`thing` names the place in two or three words, `todo` says what belongs there."""
        super().__init__(
            Sentence(
                f"Diese Plattform ist noch nicht fertig ({thing}): {todo}",
                f"This platform is not finished yet ({thing}): {todo}",
            )
        )
