# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Captions of a video: what is shown, from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from scheduler.model.sentence import Place, Sentence


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption; times count from the beginning of the video."""

    place: Place
    begins: timedelta
    ends: timedelta
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaptionFault:
    """What makes a file of captions unreadable, and where."""

    place: Place
    message: Sentence


@dataclass(frozen=True, slots=True)
class Captions:
    """A file of captions, as far as it could be read; `place` is its beginning."""

    place: Place
    size_bytes: int = 0
    cues: tuple[Cue, ...] = ()
    faults: tuple[CaptionFault, ...] = ()

    def overlaps(self) -> Iterator[Cue]:
        """The cues that begin before the one ahead of them has ended."""
        for earlier, later in pairwise(self.cues):
            if later.begins < earlier.ends:
                yield later
