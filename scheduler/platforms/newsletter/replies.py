# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a mail server's replies mean, by their first digit (RFC 5321, 4.2.1).

A reply that refuses is certain at any point, after the text too: the server has not taken it.
"""

from __future__ import annotations

from scheduler.credentials import redact
from scheduler.model.errors import Answer, ChannelBlocked, PublishError, Rejected, TryLater
from scheduler.model.sentence import Sentence

# 530: login needed; 534, 535, 538: login refused (RFC 4954); 550, 551, 553: the address;
# 521, 554 at the beginning: no mail is taken from here.
_OF_CHANNEL = frozenset({521, 530, 534, 535, 538, 550, 551, 553})
_PERMANENT = 500
_EXCERPT = 300


def refusal(code: int, words: bytes | str) -> PublishError:
    """The error that a reply which is no success means."""
    answer = Answer(code, excerpt(words))
    if code in _OF_CHANNEL:
        return ChannelBlocked(_SENDER, answer)
    if code >= _PERMANENT:
        return Rejected(_CONTENT, answer)
    return TryLater(_LATER, answer)


def excerpt(said: object) -> str:
    """The beginning of what the server said, without secrets."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return redact(text)[:_EXCERPT]


_SENDER = Sentence(
    "Der Mailserver nimmt von diesem Absender oder für diese Empfängeradresse nichts an. "
    "Prüfen Sie sender, recipient und die Anmeldung.",
    "The mail server takes nothing from this sender or for this recipient. Check sender, recipient "
    "and the login.",
)
_CONTENT = Sentence(
    "Der Mailserver lehnt die Mail ab; seine Antwort steht dabei. Ändern Sie den Beitrag und "
    "stellen Sie ihn neu ein.",
    "The mail server refuses the mail; its answer stands beside this. Change the post and queue it "
    "again.",
)
_LATER = Sentence(
    "Der Mailserver nimmt gerade nichts an; die Mail ist nicht verschickt.",
    "The mail server takes nothing at the moment; the mail was not sent.",
)
