# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A15: captions can be read in the time they are shown, and the platform takes their file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from scheduler.authoring.linting import Draft, Rule, all_media, media_on
from scheduler.model.captions import Captions, Cue
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place, Sentence

ID = "A15"
SOURCE = "ARD/ZDF subtitle standards: 2 lines of 37 characters, 15 characters per second"
LINES = 2
GERMAN_LINE = 37
OTHER_LINE = 42
SHORTEST = timedelta(seconds=1)
PER_SECOND = 15


def _check(draft: Draft) -> Iterator[Finding]:
    line_length = GERMAN_LINE if draft.post.lang.split("-")[0] == "de" else OTHER_LINE
    files = {medium.captions for _, _, medium in all_media(draft.post) if medium.captions}
    for file in sorted(files):
        captions = draft.captions.get(file)
        if captions is None:
            continue
        for cue in captions.cues:
            for message in _of_cue(cue, line_length):
                yield _finding(draft, cue.place, message, _CALMER)
        for cue in captions.overlaps():
            yield _finding(draft, cue.place, _overlap(cue), _LATER)
        yield from _too_large(draft, file, captions)


def _of_cue(cue: Cue, line_length: int) -> Iterator[Sentence]:
    at = _clock(cue.begins)
    if len(cue.lines) > LINES:
        many = len(cue.lines)
        yield Sentence(
            f"Untertitel {at}: {many} Zeilen, lesbar sind {LINES}.",
            f"Caption {at}: {many} lines, {LINES} are readable.",
        )
    longest = max(map(len, cue.lines), default=0)
    if longest > line_length:
        yield Sentence(
            f"Untertitel {at}: {longest} Zeichen in einer Zeile, lesbar sind {line_length}.",
            f"Caption {at}: {longest} characters in a line, {line_length} are readable.",
        )
    shown = cue.ends - cue.begins
    if shown < SHORTEST:
        yield Sentence(
            f"Untertitel {at}: steht kürzer als 1 Sekunde.",
            f"Caption {at}: is shown for less than 1 second.",
        )
    rate = sum(map(len, cue.lines)) / shown.total_seconds()
    if rate > PER_SECOND:
        yield Sentence(
            f"Untertitel {at}: {rate:.0f} Zeichen/s, lesbar sind {PER_SECOND}.",
            f"Caption {at}: {rate:.0f} chars/s, {PER_SECOND} is readable.",
        )


def _overlap(cue: Cue) -> Sentence:
    at = _clock(cue.begins)
    return Sentence(
        f"Untertitel {at}: beginnt, bevor der vorige endet.",
        f"Caption {at}: begins before the one ahead of it ends.",
    )


def _too_large(draft: Draft, file: str, captions: Captions) -> Iterator[Finding]:
    for channel in draft.channels:
        most = channel.limits.caption_bytes
        sent = any(medium.captions == file for medium in media_on(draft.post, channel.channel))
        if sent and most is not None and captions.size_bytes > most:
            yield Finding(
                ID,
                Severity.ERROR,
                captions.place,
                Sentence(
                    f"Die Datei mit den Untertiteln hat {captions.size_bytes} Byte, "
                    f"{channel.channel} nimmt höchstens {most}.",
                    f"The file of captions has {captions.size_bytes} bytes, "
                    f"{channel.channel} takes at most {most}.",
                ),
                _SMALLER,
                post=draft.post.id,
                channel=channel.channel,
                source=channel.limits.source or None,
            )


def _clock(at: timedelta) -> str:
    minutes, seconds = divmod(int(at.total_seconds()), 60)
    return f"{minutes:02}:{seconds:02}"


def _finding(draft: Draft, place: Place, message: Sentence, advice: Sentence) -> Finding:
    return Finding(ID, Severity.WARNING, place, message, advice, post=draft.post.id, source=SOURCE)


_CALMER = Sentence(
    "Teilen oder kürzen Sie ihn, oder zeigen Sie ihn länger.",
    "Split it, shorten it or show it longer.",
)
_LATER = Sentence("Lassen Sie ihn später beginnen.", "Let it begin later.")
_SMALLER = Sentence(
    "Lassen Sie Stilangaben weg, oder teilen Sie das Video.",
    "Leave styles out, or split the video.",
)

RULE = Rule(
    ID,
    "vtt-quality",
    _check,
    Sentence(
        "Ein Untertitel hat mehr als 2 Zeilen, eine Zeile über 37 Zeichen (42 außerhalb des "
        "Deutschen), steht kürzer als eine Sekunde, hat mehr als 15 Zeichen je Sekunde, oder "
        "beginnt, bevor der vorige endet. Fehler: Die Datei ist größer, als die Plattform "
        "nimmt.",
        "a caption has more than 2 lines, a line of more than 37 characters (42 outside "
        "German), less than a second, more than 15 characters a second, or begins before the "
        "one ahead ends. Error: the file is larger than the platform takes",
    ),
    "warning; error",
    "ARD/ZDF subtitle standards; the channel's limits",
    timeless=False,
)
