# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A trial of a channel: one message is published, as hidden as can be, and deleted again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import get_args

from scheduler.model.errors import LitfassError, OutcomeUnknown
from scheduler.model.message import Message, Part, Remote
from scheduler.model.platform import Deletes, HandedOver, Limits, Platform, PlatformKind, type_json
from scheduler.model.post import ChannelPassage, ChannelPost, Visibility
from scheduler.model.sentence import Language, Sentence
from scheduler.operations.channel_health import require_channel
from scheduler.operations.workspace import Workspace

_MOST_HIDDEN_FIRST: tuple[Visibility, ...] = tuple(reversed(get_args(Visibility)))


@dataclass(frozen=True, slots=True)
class Trial:
    """The one part that a trial publishes."""

    channel: str
    part: Part


@dataclass(frozen=True, slots=True)
class TrialResult:
    """How it went: sentences in order, and whether a person has something left to do."""

    sentences: tuple[Sentence, ...]
    url: str | None = None
    is_clean: bool = True


@dataclass(slots=True)
class _Scratch:
    """Artefacts of a message that is tried once and never again."""

    kept: dict[str, type_json] = field(default_factory=dict)

    def get(self, name: str) -> type_json:
        return self.kept.get(name)

    def keep(self, name: str, value: type_json) -> None:
        self.kept[name] = value


def trial_of(workspace: Workspace, channel: str, language: Language) -> Trial:
    """What would be published; raises UsageError for an unknown channel."""
    require_channel(workspace, channel)
    kind = workspace.kind_of(channel)
    limits = workspace.known_limits()[channel]
    at = f"{workspace.clock.now():%Y-%m-%d %H:%M:%S} UTC"
    text = f"{_TEXT.in_language(language)} ({at})"
    message = _most_hidden(kind, limits, channel, text, language)
    return Trial(channel, message.parts[0])


def run_trial(workspace: Workspace, trial: Trial) -> TrialResult:
    """Publish it and delete it again; raises what opening the channel raises."""
    platform = workspace.open_channel(trial.channel)
    try:
        outcome = platform.publish(
            trial.part, key=str(uuid.uuid4()), reply_to=None, artefacts=_Scratch()
        )
    except OutcomeUnknown as error:
        return TrialResult((error.sentence, _MAYBE_LIVE), is_clean=False)
    except LitfassError as error:
        return TrialResult((error.sentence,), is_clean=False)
    if isinstance(outcome, Remote):
        return _deleted(platform, outcome)
    if isinstance(outcome, HandedOver):
        return TrialResult((outcome.sentence, _HANDED_OVER), outcome.where)
    return TrialResult((outcome.sentence, _MAYBE_LIVE), is_clean=False)


def _most_hidden(
    kind: PlatformKind, limits: Limits, channel: str, text: str, language: Language
) -> Message:
    """As few people as possible should see it: the first visibility that nothing is lost of."""
    composed = [
        kind.compose(
            ChannelPost(
                "litfass-test", channel, language, (ChannelPassage(text),), visibility=each
            ),
            limits,
        )
        for each in _MOST_HIDDEN_FIRST
    ]
    kept = (each for each in composed if not each.omissions and not each.refusals)
    return next(kept, composed[-1])


def _deleted(platform: Platform, remote: Remote) -> TrialResult:
    if not isinstance(platform, Deletes):
        return TrialResult((_PUBLISHED, _CANNOT_DELETE), remote.url, is_clean=False)
    try:
        platform.delete(remote)
    except LitfassError as error:
        return TrialResult((_PUBLISHED, error.sentence, _STILL_LIVE), remote.url, is_clean=False)
    return TrialResult((_PUBLISHED, _DELETED), remote.url)


_TEXT = Sentence(
    "Test von Litfass: Diese Nachricht wird gleich wieder gelöscht.",
    "A test by Litfass: this message is deleted again in a moment.",
)
_PUBLISHED = Sentence("Die Testnachricht ist erschienen.", "The test message went live.")
_DELETED = Sentence("Sie ist wieder gelöscht.", "It is deleted again.")
_CANNOT_DELETE = Sentence(
    "Diese Plattform kann nicht löschen; bitte löschen Sie sie dort von Hand.",
    "This platform cannot delete; please delete it there by hand.",
)
_STILL_LIVE = Sentence(
    "Sie ließ sich nicht löschen; bitte löschen Sie sie dort von Hand.",
    "It could not be deleted; please delete it there by hand.",
)
_MAYBE_LIVE = Sentence(
    "Ob die Testnachricht erschienen ist, steht nicht fest. Bitte sehen Sie dort nach.",
    "Whether the test message is live is not certain. Please look there.",
)
_HANDED_OVER = Sentence(
    "Ein Mensch bekommt die Nachricht; veröffentlicht und gelöscht wird nichts.",
    "A person gets the message; nothing is published, nothing deleted.",
)
