# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""R04: what a machine made is called so, and no text of a machine goes out unread."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule, media_on
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Medium, PostStatus
from scheduler.model.sentence import Place, Sentence

ID = "R04"
SOURCE = "Regulation (EU) 2024/1689 (AI Act), art. 50(4)"
_NOUNS = {
    "video": Sentence("KI-erzeugtes Video", "the AI-generated video"),
    "gif": Sentence("KI-erzeugtes Video", "the AI-generated video"),
    "audio": Sentence("KI-erzeugte Tonaufnahme", "the AI-generated recording"),
}
_PICTURE = Sentence("KI-erzeugtes Bild", "the AI-generated picture")


def _check(draft: Draft) -> Iterator[Finding]:
    if draft.post.status is PostStatus.CANCELLED:
        return
    for channel in draft.channels:
        said = _said(channel)
        for medium in media_on(draft.post, channel.channel):
            if medium.ai != "generated" or medium.ai_label == "in_image":
                continue
            words = f"{said}\n{medium.alt}\n{medium.image_text}".casefold()
            if not any(phrase.casefold() in words for phrase in draft.ai_label_phrases):
                place = medium.place or draft.post.place
                yield _finding(draft, channel.channel, place, _unlabelled(medium), _label(draft))
    if draft.post.ai == "generated" and not draft.asks_approval:
        yield _finding(draft, None, draft.post.place, _UNREAD, _READ)


def _said(channel: ChannelDraft) -> str:
    return "\n".join(part.text for part in channel.message.parts)


def _unlabelled(medium: Medium) -> Sentence:
    noun = _NOUNS.get(medium.kind, _PICTURE)
    return Sentence(f"{noun.de} kennzeichnen.", f"Label {noun.en}.")


def _label(draft: Draft) -> Sentence:
    phrase = next(iter(draft.ai_label_phrases), "KI-generiert")
    return Sentence(
        f"Schreiben Sie zum Beispiel „{phrase}“ in den Text oder den Alternativtext; "
        "steht es im Bild: ai_label: in_image.",
        f"Write “{phrase}”, for example, into the text or the alt text; "
        "if the picture says it: ai_label: in_image.",
    )


def _finding(
    draft: Draft, channel: str | None, place: Place, message: Sentence, advice: Sentence
) -> Finding:
    return Finding(
        ID,
        Severity.ERROR,
        place,
        message,
        advice,
        post=draft.post.id,
        channel=channel,
        source=SOURCE,
    )


_UNREAD = Sentence(
    "Den Text hat eine KI geschrieben (ai: generated), und niemand gibt ihn frei.",
    "A machine wrote the text (ai: generated), and nobody approves it.",
)
_READ = Sentence(
    "Lassen Sie ihn freigeben, oder überarbeiten Sie ihn und schreiben Sie ai: assisted.",
    "Have it approved, or revise it and write ai: assisted.",
)

RULE = Rule(
    ID,
    "ai-label",
    _check,
    Sentence(
        "Ein Medium mit ai: generated ohne ein Wort, das es sagt (ai_label_phrases), und ohne "
        "ai_label: in_image; ein Beitrag mit ai: generated, den niemand freigibt.",
        "a medium with `ai: generated` and no word that says so (`ai_label_phrases`), and no "
        "`ai_label: in_image`; a post with `ai: generated` that nobody approves",
    ),
    "error",
    "Regulation (EU) 2024/1689, art. 50(4)",
    binding=True,
    timeless=False,
)
